package dev.neontasks.account;

import java.util.UUID;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

import dev.neontasks.account.OwnSession.Sessions;
import dev.neontasks.api.ClientAddress;

/** Where the caller is signed in. */
@Path("/api/me/sessions")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class SessionsResource implements OfOwnAccounts {

    private final OwnSessions sessions;
    private final ClientAddress address;

    SessionsResource(OwnSessions sessions, ClientAddress address) {
        this.sessions = sessions;
        this.address = address;
    }

    @GET
    public Uni<Sessions> list() {
        return sessions.list();
    }

    @DELETE
    @Path("{id}")
    @APIResponse(responseCode = "204")
    public Uni<Void> end(@RestPath UUID id) {
        return sessions.end(id, address.current());
    }

    @DELETE
    @APIResponse(responseCode = "204")
    public Uni<Void> endOthers() {
        return sessions.endOthers(address.current());
    }
}
