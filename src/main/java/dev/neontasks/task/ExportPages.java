package dev.neontasks.task;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

import com.fasterxml.jackson.databind.ObjectMapper;

/** How far an export has come: the tasks of the newest page as JSON, in parts, and where the next page begins. */
final class ExportPages {

    /** Two hundred tasks of usual length, as JSON; of the longest, six. It is not shorter than its text. */
    static final int BYTES = 128 << 10;
    static final int TASKS = 200;

    /** Bytes of a page, with the rest of its last task: 4,200 characters, each of which may take six. */
    static final int MOST = BYTES + (25 << 10);

    /** A slow reader gets through one in seconds, and so is seen to read. */
    private static final int PART = 32 << 10;

    private final ObjectMapper json;
    private final Queue<byte[]> parts = new ArrayDeque<>();
    private Optional<TaskView> last = Optional.empty();
    private boolean complete;

    ExportPages(ObjectMapper json) {
        this.json = json;
    }

    /** The end of the page before. */
    Optional<TaskView> last() {
        return last;
    }

    boolean hasParts() {
        return !parts.isEmpty();
    }

    byte[] nextPart() {
        return parts.remove();
    }

    /** Whether nothing comes after the newest page: it is short, and not for its length in bytes. */
    boolean isComplete() {
        return complete;
    }

    /** What follows the page before: as much of it as there is room for. The next page begins with the rest. */
    void add(List<TaskView> found) {
        var bytes = 0;
        var part = new ByteArrayOutputStream();
        for (var next = found.iterator(); next.hasNext() && bytes < BYTES;) {
            var task = next.next();
            if (last.isPresent()) {
                part.write(',');
            }
            last = Optional.of(task);
            bytes += write(task, part);
            if (part.size() >= PART) {
                parts.add(part.toByteArray());
                part.reset();
            }
        }
        if (part.size() > 0) {
            parts.add(part.toByteArray());
        }
        complete = found.size() < TASKS && bytes < BYTES;
    }

    /** How long it is. */
    private int write(TaskView task, ByteArrayOutputStream part) {
        try {
            var written = json.writeValueAsBytes(task);
            part.write(written);
            return written.length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
