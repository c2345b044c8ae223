package dev.neontasks.task;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestMulti;

import io.quarkus.security.Authenticated;

import dev.neontasks.account.User;

/** All that is kept of the caller, to take along. */
@Path("/api/me/export")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class ExportResource {

    /** The document's form; it is never held as a whole. */
    record Export(User user, List<TaskView> tasks) {
    }

    private final ExportStream stream;

    ExportResource(ExportStream stream) {
        this.stream = stream;
    }

    @GET
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Export.class)))
    public RestMulti<byte[]> export() {
        return RestMulti.fromMultiData(stream.open()).encodeAsJsonArray(false).build();
    }
}
