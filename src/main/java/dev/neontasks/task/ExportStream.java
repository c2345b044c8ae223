package dev.neontasks.task;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.neontasks.account.CurrentAccount;
import dev.neontasks.database.Admission;
import dev.neontasks.database.DatabaseUnavailable;

/**
 * Writes the caller's account and all its tasks, page by page. The next page is read when the one before has been sent, by a
 * statement of its own, so that neither memory nor a connection is held for those who read slowly.
 */
@Singleton
class ExportStream {

    /** Some 3 MiB in the worst case, when all descriptions are full and no character is a Latin one. */
    private static final int PAGE = 200;

    private final Tasks tasks;
    private final CurrentAccount account;
    private final Admission admission;
    private final ObjectMapper json;

    ExportStream(Tasks tasks, CurrentAccount account, Admission admission, ObjectMapper json) {
        this.tasks = tasks;
        this.account = account;
        this.admission = admission;
        this.json = json;
    }

    /** The document in parts. */
    Multi<byte[]> open() {
        // Parts are asked for by whatever thread has sent the one before; the caller is known in its own context.
        var context = Vertx.currentContext();
        var owner = account.id();
        var user = admitted(context, owner, account::user);
        var pages = Multi.createBy().repeating()
                .uni(Place::new, place -> admitted(context, owner, () -> tasks.after(place.last, PAGE)).map(place::moveOn))
                .whilst(page -> page.tasks().size() == PAGE);
        return Multi.createBy().concatenating().streams(
                user.map(found -> "{\"user\":" + text(found) + ",\"tasks\":[").toMulti(),
                pages.onFailure(DatabaseUnavailable.class).transform(Broken::new)
                        .map(page -> page.separator() + page.tasks().stream().map(this::text).collect(Collectors.joining(","))),
                Multi.createFrom().item("]}")).map(part -> part.getBytes(StandardCharsets.UTF_8));
    }

    private <T> Uni<T> admitted(Context context, String owner, Supplier<T> work) {
        return admission.run(owner, work).runSubscriptionOn(command -> context.runOnContext(ignored -> command.run()));
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The end of an answer that had begun, for the log: what it was caused by names hosts. */
    private static final class Broken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Broken(Throwable cause) {
            super("An export ended early: " + cause.getMessage(), null, false, false);
        }
    }

    private record ExportPage(boolean isFirst, List<TaskView> tasks) {

        String separator() {
            return isFirst || tasks.isEmpty() ? "" : ",";
        }
    }

    /** How far an export has come. */
    private static final class Place {

        private Optional<TaskView> last = Optional.empty();

        ExportPage moveOn(List<TaskView> tasks) {
            var page = new ExportPage(last.isEmpty(), tasks);
            last = tasks.isEmpty() ? last : Optional.of(tasks.get(tasks.size() - 1));
            return page;
        }
    }
}
