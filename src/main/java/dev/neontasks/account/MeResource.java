package dev.neontasks.account;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

import dev.neontasks.database.Admission;

/** The caller's own account. */
@Path("/api/me")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {

    private final CurrentAccount current;
    private final Admission admission;

    MeResource(CurrentAccount current, Admission admission) {
        this.current = current;
        this.admission = admission;
    }

    @GET
    public Uni<User> me() {
        return admission.run(current.id(), () -> User.of(current.account()));
    }
}
