package dev.neontasks.faults.histories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.neontasks.history.Answer;
import dev.neontasks.history.Change;
import dev.neontasks.history.Content;
import dev.neontasks.history.History;
import dev.neontasks.history.Operation;
import dev.neontasks.history.Request;
import dev.neontasks.history.Request.Method;
import dev.neontasks.packaged.PackagedService;

/**
 * Asks copies of the service in the name of one account, and puts into the history what comes of it.
 *
 * @param client who asks
 * @param owner what the account is called in the history
 */
record Caller(int client, String owner, String token, History history) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int UNAVAILABLE = 503;
    /** Seconds, about as the answer asks for: who went on at once would be through before the database is back. */
    private static final int BEFORE_NEXT = 1;

    /** Of which task, if that is known, and what was answered, if anything was. */
    record Reply(Optional<UUID> id, Optional<Answer> answer) {
    }

    /** @param id none for POST */
    Reply ask(PackagedService copy, Optional<UUID> id, Request request) {
        var http = http(copy, id, request);
        var invoked = System.nanoTime();
        var response = send(copy, http).filter(answer -> answer.statusCode() != UNAVAILABLE);
        var completed = System.nanoTime();
        var answer = response.map(Caller::answer);
        var known = id.or(() -> response.flatMap(Caller::body).map(task -> UUID.fromString(task.get("id").textValue())));
        history.add(owner, known.map(UUID::toString),
                answer.map(what -> Operation.answered(client, request, invoked, completed, what))
                        .orElseGet(() -> Operation.unknown(client, request, invoked)));
        return new Reply(known, answer);
    }

    /** All tasks there are; nothing when no answer came. */
    Optional<Map<UUID, Content>> list(PackagedService copy) {
        var invoked = System.nanoTime();
        var items = new ArrayList<Map.Entry<String, Content>>();
        var cursor = Optional.of("");
        while (cursor.isPresent()) {
            var page = send(copy, request(copy, "/api/tasks?limit=100" + cursor.get()).build()).filter(Caller::isGood)
                    .flatMap(Caller::body);
            if (page.isEmpty()) {
                return Optional.empty();
            }
            page.get().get("items").forEach(task -> items.add(Map.entry(task.get("id").textValue(), content(task))));
            cursor = Optional.of(page.get().get("nextCursor")).filter(JsonNode::isTextual)
                    .map(next -> "&cursor=" + next.textValue());
        }
        history.addList(owner, client, invoked, System.nanoTime(), List.copyOf(items));
        var tasks = new HashMap<UUID, Content>();
        items.forEach(item -> tasks.put(UUID.fromString(item.getKey()), item.getValue()));
        return Optional.of(tasks);
    }

    private static Optional<HttpResponse<String>> send(PackagedService copy, HttpRequest request) {
        try {
            var response = copy.send(request);
            if (response.statusCode() == UNAVAILABLE) {
                TimeUnit.SECONDS.sleep(BEFORE_NEXT);
            }
            return Optional.of(response);
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest http(PackagedService copy, Optional<UUID> id, Request request) {
        var http = request(copy, "/api/tasks" + id.map(task -> "/" + task).orElse(""));
        request.ifMatch().ifPresent(tag -> http.header("If-Match", tag));
        request.ifNoneMatch().ifPresent(tag -> http.header("If-None-Match", tag));
        request.key().ifPresent(key -> http.header("Idempotency-Key", key));
        var body = request.isRead() || request.method() == Method.DELETE ? BodyPublishers.noBody()
                : BodyPublishers.ofString(json(request.change()));
        return http.method(request.method().name(), body).build();
    }

    private HttpRequest.Builder request(PackagedService copy, String path) {
        return copy.request(path).header("Authorization", "Bearer " + token).header("Content-Type", "application/json");
    }

    private static String json(Change change) {
        var json = JSON.createObjectNode();
        change.title().ifPresent(title -> json.put("title", title));
        change.completed().ifPresent(completed -> json.put("completed", completed));
        return json.toString();
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), body(response).map(Caller::content), response.headers().firstValue("ETag"),
                response.headers().firstValue("Idempotency-Replayed").isPresent());
    }

    private static boolean isGood(HttpResponse<String> response) {
        return response.statusCode() < 300;
    }

    /** Of what succeeded. */
    private static Optional<JsonNode> body(HttpResponse<String> response) {
        try {
            return isGood(response) && !response.body().isEmpty() ? Optional.of(JSON.readTree(response.body()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Content content(JsonNode task) {
        return new Content(task.get("title").textValue(), task.get("completed").booleanValue());
    }
}
