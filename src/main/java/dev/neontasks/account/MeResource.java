package dev.neontasks.account;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

import dev.neontasks.api.ClientAddress;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.work.Admission;

/** The caller's own account. */
@Path("/api/me")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {

    private final CurrentAccount current;
    private final Admission admission;
    private final AccountDeletion deletion;
    private final ClientAddress address;

    MeResource(CurrentAccount current, Admission admission, AccountDeletion deletion, ClientAddress address) {
        this.current = current;
        this.admission = admission;
        this.deletion = deletion;
        this.address = address;
    }

    @GET
    public Uni<User> me() {
        return admission.run(Asker.account(current.id()), current::user);
    }

    @POST
    @Path("/deletion")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "204")
    public Uni<Void> delete(@Nullable Deletion body) {
        return deletion.run(body, address.current());
    }
}
