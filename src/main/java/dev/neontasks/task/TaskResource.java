package dev.neontasks.task;

import java.net.URI;
import java.time.Clock;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestPath;

import io.quarkus.security.Authenticated;

import com.fasterxml.jackson.databind.JsonNode;

import dev.neontasks.api.EntityTags;
import dev.neontasks.api.Ids;
import dev.neontasks.api.Page;

/** The caller's tasks over HTTP. */
@Path("/api/tasks")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class TaskResource {

    static final String MERGE_PATCH = "application/merge-patch+json";

    private final Tasks tasks;
    private final TaskPatch patches;
    private final Clock clock;

    TaskResource(Tasks tasks, TaskPatch patches, Clock clock) {
        this.tasks = tasks;
        this.patches = patches;
        this.clock = clock;
    }

    @GET
    @Parameter(name = "completed", in = ParameterIn.QUERY, schema = @Schema(implementation = Boolean.class))
    @Parameter(name = "q", in = ParameterIn.QUERY, schema = @Schema(implementation = String.class))
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(implementation = Integer.class, minimum = "1", maximum = "100", defaultValue = "20"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, schema = @Schema(implementation = String.class))
    public Page<TaskView> list(@Context UriInfo uri) {
        return tasks.page(TaskFilter.of(uri));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response add(@NotNull @Valid TaskContent content) {
        var task = tasks.add(Ids.next(), content, new Edit(clock));
        return created(task).build();
    }

    @GET
    @Path("{id}")
    public Response get(@RestPath UUID id, @Context HttpHeaders headers) {
        var task = tasks.get(id).orElseThrow(NotFoundException::new);
        return EntityTags.of(headers).isUnchanged(task.revision()) ? tagged(Status.NOT_MODIFIED, task).build()
                : tagged(Status.OK, task).entity(task).build();
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response put(@RestPath UUID id, @NotNull @Valid TaskContent content, @Context HttpHeaders headers) {
        var written = tasks.put(id, content, EntityTags.of(headers), new Edit(clock));
        return (written.created() ? created(written.task()) : tagged(Status.OK, written.task()).entity(written.task())).build();
    }

    @PATCH
    @Path("{id}")
    @Consumes({ MERGE_PATCH, MediaType.APPLICATION_JSON })
    public Response patch(@RestPath UUID id, JsonNode patch, @Context HttpHeaders headers) {
        var task = tasks.change(id, patches.of(patch), EntityTags.of(headers), new Edit(clock))
                .orElseThrow(NotFoundException::new);
        return tagged(Status.OK, task).entity(task).build();
    }

    @DELETE
    @Path("{id}")
    public void delete(@RestPath UUID id, @Context HttpHeaders headers) {
        if (!tasks.remove(id, EntityTags.of(headers), new Edit(clock))) {
            throw new NotFoundException();
        }
    }

    private static ResponseBuilder created(TaskView task) {
        return tagged(Status.CREATED, task).location(URI.create("/api/tasks/" + task.id())).entity(task);
    }

    private static ResponseBuilder tagged(Status status, TaskView task) {
        return Response.status(status).header(HttpHeaders.ETAG, EntityTags.strong(task.revision()));
    }
}
