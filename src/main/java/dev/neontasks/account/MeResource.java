package dev.neontasks.account;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;

/** The caller's own account. */
@Path("/api/me")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {

    private final CurrentAccount current;

    MeResource(CurrentAccount current) {
        this.current = current;
    }

    @GET
    public User me() {
        return User.of(current.account());
    }
}
