package dev.neontasks.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

@Tag("parts")
class ExportPagesTest {

    private final ObjectMapper json = new ObjectMapper().registerModules(new JavaTimeModule(), new Jdk8Module());
    private final ExportPages pages = new ExportPages(json);

    /** Each character becomes six bytes: such a page is asked for by its text, which has one for each. */
    @Test
    void holdNoMoreThanIsReservedForThemWhateverThereIsToWrite() {
        pages.add(tasks(32, "\u0001".repeat(4_000)));
        assertThat(taken().size()).isBetween(ExportPages.BYTES, ExportPages.MOST);
        assertThat(pages.isComplete()).isFalse();
    }

    @Test
    void areFollowedByWhatDidNotFitIntoOne() throws Exception {
        var all = tasks(32, "\u0001".repeat(4_000));
        var written = new ByteArrayOutputStream();
        var count = 0;
        for (var left = all; !pages.isComplete(); count++) {
            pages.add(left);
            written.writeBytes(taken().toByteArray());
            var last = pages.last().orElseThrow();
            left = all.subList(all.indexOf(last) + 1, all.size());
        }
        assertThat(count).isBetween(6, 8);
        assertThat(json.readTree("[" + written + "]")).hasSize(32);
        assertThat(json.readTree("[" + written + "]").findValuesAsText("id"))
                .isEqualTo(all.stream().map(task -> task.id().toString()).toList());
    }

    @Test
    void endWithOneThatIsShort() {
        pages.add(tasks(ExportPages.TASKS, "short"));
        assertThat(pages.isComplete()).isFalse();
        pages.add(tasks(ExportPages.TASKS - 1, "short"));
        assertThat(pages.isComplete()).isTrue();
    }

    private ByteArrayOutputStream taken() {
        var bytes = new ByteArrayOutputStream();
        while (pages.hasParts()) {
            bytes.writeBytes(pages.nextPart());
        }
        return bytes;
    }

    private static List<TaskView> tasks(int count, String description) {
        var now = Instant.parse("2026-11-23T12:00:00Z");
        return new ArrayList<>(IntStream.range(0, count).mapToObj(number -> new TaskView(UUID.randomUUID(),
                "Task " + number, description, false, null, now, now, UUID.randomUUID())).toList());
    }
}
