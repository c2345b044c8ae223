package dev.neontasks.task;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.neontasks.traffic.AnswerPlace;
import dev.neontasks.traffic.AnswersFull;

/** A {@link TaskList} as JSON, for an answer that there is a place for. */
record ListAnswer(AnswerPlace place, String owner, TaskFilter filter, ObjectMapper json) {

    /**
     * A page with the first of what {@code reading} finds: no more than the filter asks for, and none after
     * {@link ListAnswers#BYTES}.
     * Throws
     * {@link AnswersFull} when it is large and there is no room for it.
     */
    byte[] of(Supplier<TaskPage> reading) {
        // It may have waited for its turn while others were refused.
        place.begin();
        var read = reading.get();
        var found = read.tasks();
        var answer = new ByteArrayOutputStream(1 << 10);
        try (var page = json.createGenerator(answer)) {
            page.writeStartObject();
            page.writeArrayFieldStart("items");
            var count = 0;
            while (count < found.size() && count < filter.limit() && answer.size() < ListAnswers.BYTES) {
                json.writeValue(page, found.get(count++));
            }
            page.writeEndArray();
            page.writeStringField("nextCursor",
                    count == found.size() ? null : Cursor.after(found.get(count - 1)).text(owner, filter));
            if (read.counts().isPresent()) {
                page.writePOJOField("counts", read.counts().get());
            }
            page.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        place.take(answer.size());
        return answer.toByteArray();
    }
}
