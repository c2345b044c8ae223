package dev.neontasks.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.JsonFormatter;
import org.jboss.logmanager.formatters.PatternFormatter;

import io.vertx.core.Vertx;

/** What the security log tells from now on, as it will be written. */
public final class SecurityLines extends Handler {

    /** Its text, its fields, and both as a collector of JSON lines reads them. */
    public record Line(String text, Map<String, String> fields, String json) {

        public String kind() {
            return fields.get("kind");
        }
    }

    private static final PatternFormatter MESSAGE = new PatternFormatter("%s");
    private static final JsonFormatter JSON = new JsonFormatter();

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger(SecurityLog.NAME);

    /** As if {@code log} had told nothing for a minute. */
    public SecurityLines(SecurityLog log) {
        log.endPeriod();
        logger.addHandler(this);
    }

    /** What the timer does, on such a thread. */
    public static void endPeriod(SecurityLog log, Vertx vertx) {
        var ended = new CompletableFuture<Boolean>();
        vertx.setTimer(1, timer -> {
            log.endPeriod();
            ended.complete(true);
        });
        assertThat(ended).succeedsWithin(Duration.ofSeconds(30));
    }

    /** All of them. */
    public List<Line> all() {
        return List.copyOf(lines);
    }

    public List<Line> of(SecurityEvent event) {
        return lines.stream().filter(line -> event.kind().equals(line.kind())).toList();
    }

    /** The one line of that kind. */
    public Line one(SecurityEvent event) {
        var found = of(event);
        assertThat(found).as("%s in %s", event, lines).hasSize(1);
        return found.get(0);
    }

    @Override
    public void publish(LogRecord entry) {
        var written = ExtLogRecord.wrap(entry);
        written.copyMdc();
        lines.add(new Line(MESSAGE.format(written), written.getMdcCopy(), JSON.format(written)));
    }

    @Override
    public void flush() {
        // Nothing is kept back.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
