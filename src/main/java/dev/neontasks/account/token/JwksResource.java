package dev.neontasks.account.token;

import java.util.List;
import java.util.Map;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.ResponseHeader;

import io.smallrye.common.annotation.NonBlocking;

/** The public keys whose tokens are accepted, for whoever else has to verify them. */
@Path("/.well-known/jwks.json")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class JwksResource {

    /** A JSON Web Key Set, RFC 7517. */
    public record Keys(List<Map<String, Object>> keys) {
    }

    private final TokenSettings settings;

    JwksResource(TokenSettings settings) {
        this.settings = settings;
    }

    @GET
    @NonBlocking
    @ResponseHeader(name = "Cache-Control", value = "public, max-age=300")
    public Keys keys() {
        return new Keys(settings.acceptedKeys().known().keys().stream().map(VerificationKey::jwk).toList());
    }
}
