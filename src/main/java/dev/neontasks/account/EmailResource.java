package dev.neontasks.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

import dev.neontasks.api.ClientAddress;

/** The address of the caller's account. */
@Path("/api/me/email")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class EmailResource implements OfOwnAccounts {

    private final EmailChange change;
    private final EmailConfirmation confirmation;
    private final ClientAddress address;

    EmailResource(EmailChange change, EmailConfirmation confirmation, ClientAddress address) {
        this.change = change;
        this.confirmation = confirmation;
        this.address = address;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "202")
    public Uni<RestResponse<Void>> change(@NotNull @Valid NewEmail wanted) {
        return change.run(wanted, address.current()).map(done -> RestResponse.accepted());
    }

    @POST
    @Path("/mail")
    @APIResponse(responseCode = "202")
    public Uni<RestResponse<Void>> mail() {
        return confirmation.again(address.current()).map(done -> RestResponse.accepted());
    }
}
