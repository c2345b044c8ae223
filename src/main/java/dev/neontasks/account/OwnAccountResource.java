package dev.neontasks.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

import com.fasterxml.jackson.databind.JsonNode;

import dev.neontasks.api.ClientAddress;

/** What the caller may change of an account that was opened here. */
@Path("/api/me")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class OwnAccountResource implements OfOwnAccounts {

    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final ProfileChange profile;
    private final PasswordChange password;
    private final ClientAddress address;

    OwnAccountResource(ProfileChange profile, PasswordChange password, ClientAddress address) {
        this.profile = profile;
        this.password = password;
        this.address = address;
    }

    @PATCH
    @Consumes({ MERGE_PATCH, MediaType.APPLICATION_JSON })
    @RequestBody(content = { @Content(mediaType = MERGE_PATCH, schema = @Schema(ref = "ProfilePatch")),
            @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ProfilePatch")) })
    public Uni<User> change(@Nullable JsonNode patch) {
        return profile.run(patch);
    }

    @POST
    @Path("/password")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "204")
    public Uni<Void> changePassword(@NotNull @Valid NewPassword wanted) {
        return password.run(wanted, address.current());
    }
}
