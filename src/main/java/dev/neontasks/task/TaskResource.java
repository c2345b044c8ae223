package dev.neontasks.task;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

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
import org.hibernate.StatelessSession;
import org.jboss.resteasy.reactive.RestPath;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

import com.fasterxml.jackson.databind.JsonNode;

import dev.neontasks.account.CurrentAccount;
import dev.neontasks.account.ExpiredReceipts;
import dev.neontasks.api.ClientAddress;
import dev.neontasks.api.Ids;
import dev.neontasks.api.Preconditions;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.work.Admission;
import dev.neontasks.security.SecurityEvent;
import dev.neontasks.security.SecurityLog;

/** The caller's tasks over HTTP. */
@Path("/api/tasks")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class TaskResource {

    static final String MERGE_PATCH = "application/merge-patch+json";

    private final Tasks tasks;
    private final TaskWrites writes;
    private final TaskPatch patches;
    private final IdempotencyKeys keys;
    private final ExpiredReceipts expired;
    private final Admission admission;
    private final CurrentAccount account;
    private final ListAnswers answers;
    private final ClientAddress address;
    private final SecurityLog log;
    private final Clock clock;

    TaskResource(Tasks tasks, TaskWrites writes, TaskPatch patches, IdempotencyKeys keys, ExpiredReceipts expired,
            Admission admission,
            CurrentAccount account, ListAnswers answers, ClientAddress address, SecurityLog log, Clock clock) {
        this.tasks = tasks;
        this.writes = writes;
        this.patches = patches;
        this.keys = keys;
        this.expired = expired;
        this.admission = admission;
        this.account = account;
        this.answers = answers;
        this.address = address;
        this.log = log;
        this.clock = clock;
    }

    @GET
    @Parameter(name = "completed", in = ParameterIn.QUERY, schema = @Schema(implementation = Boolean.class))
    @Parameter(name = "q", in = ParameterIn.QUERY, schema = @Schema(implementation = String.class, maxLength = TaskFilter.LONGEST_TEXT))
    @Parameter(name = "due", in = ParameterIn.QUERY, schema = @Schema(implementation = String.class, enumeration = { "overdue",
            "today", "upcoming", "none" }))
    @Parameter(name = "sort", in = ParameterIn.QUERY, schema = @Schema(implementation = String.class, enumeration = {
            "created", "due" }, defaultValue = "created"))
    @Parameter(name = "today", in = ParameterIn.QUERY, schema = @Schema(implementation = LocalDate.class))
    @Parameter(name = "counts", in = ParameterIn.QUERY, schema = @Schema(implementation = Boolean.class, defaultValue = "false"))
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(implementation = Integer.class, minimum = "1", maximum = "100", defaultValue = "20"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, schema = @Schema(implementation = String.class, maxLength = Cursor.LENGTH))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TaskList.class)))
    public Uni<byte[]> list(@Context UriInfo uri) {
        var filter = TaskFilter.of(uri);
        var cursor = filter.cursor().map(text -> Cursor.parse(text, account.id(), filter));
        var answer = answers.to(filter);
        var who = filter.text().isPresent() ? Asker.searching(account.id()) : Asker.account(account.id());
        return admission.run(who, session -> answer.of(() -> tasks.page(session, filter, cursor, ListAnswers.BYTES)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = TaskView.class)))
    public Uni<Response> add(@NotNull @Valid TaskContent content, @Context HttpServerRequest request) {
        var id = Ids.next();
        return written(keys.of(request, Optional.empty(), content, Preconditions.NONE),
                (session, intent) -> writes.add(session, id, content, intent));
    }

    @GET
    @Path("{id}")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TaskView.class)))
    @APIResponse(responseCode = "304")
    public Uni<Response> get(@RestPath UUID id, @Context HttpServerRequest request) {
        var known = Preconditions.of(request);
        return admission.run(Asker.account(account.id()), session -> {
            var task = tasks.get(session, id).orElseThrow(NotFoundException::new);
            return known.isUnchanged(task.revision()) ? tagged(Status.NOT_MODIFIED, task).build()
                    : tagged(Status.OK, task).entity(task).build();
        });
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TaskView.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = TaskView.class)))
    public Uni<Response> put(@RestPath UUID id, @NotNull @Valid TaskContent content, @Context HttpServerRequest request) {
        var conditions = Preconditions.of(request);
        return written(keys.of(request, Optional.of(id), content, conditions),
                (session, intent) -> writes.put(session, id, content, conditions, intent));
    }

    @PATCH
    @Path("{id}")
    @Consumes({ MERGE_PATCH, MediaType.APPLICATION_JSON })
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TaskView.class)))
    @RequestBody(content = { @Content(mediaType = MERGE_PATCH, schema = @Schema(ref = "TaskPatch")),
            @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "TaskPatch")) })
    public Uni<Response> patch(@RestPath UUID id, JsonNode patch, @Context HttpServerRequest request) {
        var change = patches.of(patch);
        var conditions = Preconditions.of(request);
        return written(keys.of(request, Optional.of(id), patch, conditions),
                (session, intent) -> writes.change(session, id, change, conditions, intent));
    }

    @DELETE
    @Path("{id}")
    @APIResponse(responseCode = "204")
    public Uni<Response> delete(@RestPath UUID id, @Context HttpServerRequest request) {
        var conditions = Preconditions.of(request);
        return written(keys.of(request, Optional.of(id), null, conditions),
                (session, intent) -> writes.remove(session, id, conditions, intent));
    }

    private Uni<Response> written(Optional<IdempotencyKey> key, BiFunction<StatelessSession, WriteIntent, Written> write) {
        var intent = new WriteIntent(clock, key);
        return admission.run(Asker.account(account.id()), session -> response(write.apply(session, intent)))
                .onTermination().invoke((answer, failure, isCancelled) -> {
                    intent.end();
                    expired.forget();
                    if (failure instanceof QuotaExceeded) {
                        log.tell(SecurityEvent.LIMIT_TASKS, address.current(), account.id());
                    }
                });
    }

    private static Response response(Written written) {
        var status = Status.fromStatusCode(written.outcome().status());
        var response = written.task().map(task -> tagged(status, task).entity(task)).orElseGet(() -> Response.status(status));
        if (written.outcome() == Outcome.ADDED) {
            // As a header: JAX-RS would make location() absolute, with the host that the caller named.
            response.header(HttpHeaders.LOCATION, "/api/tasks/" + written.task().orElseThrow().id());
        }
        if (written.replayed()) {
            response.header(IdempotencyKeys.REPLAYED, true);
        }
        return response.build();
    }

    private static ResponseBuilder tagged(Status status, TaskView task) {
        return Response.status(status).header(HttpHeaders.ETAG, Preconditions.strong(task.revision()));
    }
}
