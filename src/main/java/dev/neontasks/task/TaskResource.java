package dev.neontasks.task;

import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;

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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

import com.fasterxml.jackson.databind.JsonNode;

import dev.neontasks.account.CurrentAccount;
import dev.neontasks.api.EntityTags;
import dev.neontasks.api.Ids;
import dev.neontasks.api.Page;
import dev.neontasks.database.Admission;

/** The caller's tasks over HTTP. */
@Path("/api/tasks")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class TaskResource {

    static final String MERGE_PATCH = "application/merge-patch+json";

    private final Tasks tasks;
    private final TaskPatch patches;
    private final Admission admission;
    private final CurrentAccount account;
    private final Clock clock;

    TaskResource(Tasks tasks, TaskPatch patches, Admission admission, CurrentAccount account, Clock clock) {
        this.tasks = tasks;
        this.patches = patches;
        this.admission = admission;
        this.account = account;
        this.clock = clock;
    }

    @GET
    @Parameter(name = "completed", in = ParameterIn.QUERY, schema = @Schema(implementation = Boolean.class))
    @Parameter(name = "q", in = ParameterIn.QUERY, schema = @Schema(implementation = String.class))
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(implementation = Integer.class, minimum = "1", maximum = "100", defaultValue = "20"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, schema = @Schema(implementation = String.class))
    public Uni<Page<TaskView>> list(@Context UriInfo uri) {
        var filter = TaskFilter.of(uri);
        var cursor = filter.cursor().map(text -> Cursor.parse(text, account.id(), filter));
        return admitted(() -> tasks.page(filter, cursor));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = TaskView.class)))
    public Uni<Response> add(@NotNull @Valid TaskContent content) {
        var id = Ids.next();
        var edit = new Edit(clock);
        return admitted(() -> created(tasks.add(id, content, edit)).build());
    }

    @GET
    @Path("{id}")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TaskView.class)))
    @APIResponse(responseCode = "304")
    public Uni<Response> get(@RestPath UUID id, @Context HttpHeaders headers) {
        var known = EntityTags.of(headers);
        return admitted(() -> {
            var task = tasks.get(id).orElseThrow(NotFoundException::new);
            return known.isUnchanged(task.revision()) ? tagged(Status.NOT_MODIFIED, task).build()
                    : tagged(Status.OK, task).entity(task).build();
        });
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TaskView.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = TaskView.class)))
    public Uni<Response> put(@RestPath UUID id, @NotNull @Valid TaskContent content, @Context HttpHeaders headers) {
        var conditions = EntityTags.of(headers);
        var edit = new Edit(clock);
        return admitted(() -> {
            var written = tasks.put(id, content, conditions, edit);
            var task = written.task();
            return (written.created() ? created(task) : tagged(Status.OK, task).entity(task)).build();
        });
    }

    @PATCH
    @Path("{id}")
    @Consumes({ MERGE_PATCH, MediaType.APPLICATION_JSON })
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TaskView.class)))
    @RequestBody(content = { @Content(mediaType = MERGE_PATCH, schema = @Schema(ref = "TaskPatch")),
            @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "TaskPatch")) })
    public Uni<Response> patch(@RestPath UUID id, JsonNode patch, @Context HttpHeaders headers) {
        var change = patches.of(patch);
        var conditions = EntityTags.of(headers);
        var edit = new Edit(clock);
        return admitted(() -> {
            var task = tasks.change(id, change, conditions, edit).orElseThrow(NotFoundException::new);
            return tagged(Status.OK, task).entity(task).build();
        });
    }

    @DELETE
    @Path("{id}")
    @APIResponse(responseCode = "204")
    public Uni<Response> delete(@RestPath UUID id, @Context HttpHeaders headers) {
        var conditions = EntityTags.of(headers);
        var edit = new Edit(clock);
        return admitted(() -> {
            if (!tasks.remove(id, conditions, edit)) {
                throw new NotFoundException();
            }
            return Response.noContent().build();
        });
    }

    private <T> Uni<T> admitted(Supplier<T> work) {
        return admission.run(account.id(), work);
    }

    private static ResponseBuilder created(TaskView task) {
        return tagged(Status.CREATED, task).location(URI.create("/api/tasks/" + task.id())).entity(task);
    }

    private static ResponseBuilder tagged(Status status, TaskView task) {
        return Response.status(status).header(HttpHeaders.ETAG, EntityTags.strong(task.revision()));
    }
}
