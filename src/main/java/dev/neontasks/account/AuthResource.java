package dev.neontasks.account;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.ResponseStatus;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** Signing up and signing in. */
@Path("/api/auth")
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AuthResource {

    private final Authentication authentication;

    AuthResource(Authentication authentication) {
        this.authentication = authentication;
    }

    @POST
    @Path("/sign-up")
    @ResponseStatus(201)
    public Uni<Session> signUp(@NotNull @Valid NewAccount account, @Context HttpServerRequest request) {
        return authentication.signUp(account, address(request));
    }

    @POST
    @Path("/sign-in")
    public Uni<Session> signIn(@NotNull @Valid Credentials credentials, @Context HttpServerRequest request) {
        return authentication.signIn(credentials, address(request));
    }

    private static String address(HttpServerRequest request) {
        return request.remoteAddress().hostAddress();
    }
}
