package dev.neontasks.task;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import jakarta.inject.Singleton;

import org.hibernate.StatelessSession;
import org.jboss.logging.Logger;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.neontasks.account.CurrentAccount;
import dev.neontasks.api.TooManyRequests;
import dev.neontasks.database.failure.DatabaseUnavailable;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.work.Admission;
import dev.neontasks.traffic.AnswerPlaces;
import dev.neontasks.traffic.AnswersFull;

/**
 * Writes the caller's account and all its tasks, page by page. The next page is read when the one before has been sent, by a
 * statement of its own, so that neither memory nor a connection is held for those who read slowly.
 */
@Singleton
class ExportStream {

    private static final Logger LOG = Logger.getLogger(ExportStream.class);

    private final Tasks tasks;
    private final CurrentAccount account;
    private final RunningExports running;
    private final AnswerPlaces places;
    private final Admission admission;
    private final ObjectMapper json;

    ExportStream(Tasks tasks, CurrentAccount account, RunningExports running, AnswerPlaces places, Admission admission,
            ObjectMapper json) {
        this.tasks = tasks;
        this.account = account;
        this.running = running;
        this.places = places;
        this.admission = admission;
        this.json = json;
    }

    /** The document in parts. Throws {@link TooManyRequests} and {@link AnswersFull}. */
    Multi<byte[]> open() {
        // Parts are asked for by whatever thread has sent the one before; the caller is known in its own context.
        var context = Vertx.currentContext();
        var owner = account.id();
        var place = places.open(owner);
        running.begin(owner, place);
        place.take(ExportPages.MOST);
        var user = admitted(context, owner, account::user);
        var tasks = Multi.createBy().repeating()
                .uni(() -> new ExportPages(json), pages -> next(context, owner, pages))
                // Whoever has gone before the first part is sent is not waited for: nothing tells the sender.
                .whilst(part -> !part.isLast() && !place.isOver());
        return Multi.createBy().concatenating().streams(
                user.map(found -> bytes("{\"user\":" + text(found) + ",\"tasks\":[")).toMulti(),
                tasks.onFailure().invoke(ExportStream::tell).map(Part::bytes),
                Multi.createFrom().item(bytes("]}")));
    }

    private Uni<Part> next(Context context, String owner, ExportPages pages) {
        if (pages.hasParts()) {
            return Uni.createFrom().item(Part.of(pages));
        }
        return admitted(context, owner, session -> {
            pages.add(tasks.after(session, pages.last(), ExportPages.TASKS, ExportPages.BYTES));
            return Part.of(pages);
        });
    }

    private <T> Uni<T> admitted(Context context, String owner, Function<StatelessSession, T> work) {
        return admission.run(Asker.account(owner), work)
                .runSubscriptionOn(command -> context.runOnContext(ignored -> command.run()));
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For the log alone: the answer has begun. What the database failed with names hosts. */
    private static void tell(Throwable failure) {
        LOG.errorf(failure instanceof DatabaseUnavailable ? null : failure, "An export ended early: %s", failure.getMessage());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private record Part(byte[] bytes, boolean isLast) {

        static Part of(ExportPages pages) {
            var bytes = pages.hasParts() ? pages.nextPart() : new byte[0];
            return new Part(bytes, pages.isComplete() && !pages.hasParts());
        }
    }
}
