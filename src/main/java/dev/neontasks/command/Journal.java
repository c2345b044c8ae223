package dev.neontasks.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;

import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.runtime.StartupEvent;

/**
 * Gives lines the priority that systemd's journal files them under, as {@code sd-daemon(3)} has it: a prefix that the journal
 * takes off again. Whatever else takes the lines gets none.
 */
final class Journal {

    /** "DEVICE:INODE" of what systemd has connected standard output and standard error to. */
    private static final String STREAM = "JOURNAL_STREAM";

    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    /** Of syslog: error, warning, informational, debug. */
    private static final int ERROR = 3;
    private static final int WARNING = 4;
    private static final int INFORMATIONAL = 6;
    private static final int DEBUG = 7;

    /** Before anybody else has something to say. */
    private static final int FIRST = 1;

    void prefix(@Observes @Priority(FIRST) StartupEvent event) {
        if (isAt(STANDARD_OUTPUT, System.getenv(STREAM))) {
            for (var handler : InitialConfigurator.DELAYED_HANDLER.getHandlers()) {
                if (handler.getFormatter() instanceof ExtFormatter formatter) {
                    handler.setFormatter(new Prefixed(formatter));
                }
            }
        }
    }

    /** A line on standard error that says why the process ends. */
    static String error(String line) {
        return isAt(STANDARD_ERROR, System.getenv(STREAM)) ? prefix(ERROR) + line : line;
    }

    /** Whether a descriptor is what {@code stream} names: who inherits that variable may have been given other descriptors. */
    static boolean isAt(Path descriptor, @Nullable String stream) {
        if (stream == null) {
            return false;
        }
        try {
            var file = Files.readAttributes(descriptor, "unix:dev,ino");
            return stream.equals(file.get("dev") + ":" + file.get("ino"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static String prefix(int priority) {
        return "<" + priority + ">";
    }

    /** What another formatter makes of a record, with the priority before each line of it. */
    static final class Prefixed extends ExtFormatter.Delegating {

        Prefixed(ExtFormatter formatter) {
            super(formatter);
        }

        @Override
        public String format(ExtLogRecord line) {
            var prefix = prefix(priority(line.getLevel()));
            return prefix + super.format(line).replaceAll("\n(?!\\z)", "\n" + prefix);
        }

        private static int priority(Level level) {
            var value = level.intValue();
            if (value >= Level.SEVERE.intValue()) {
                return ERROR;
            } else if (value >= Level.WARNING.intValue()) {
                return WARNING;
            }
            return value >= Level.INFO.intValue() ? INFORMATIONAL : DEBUG;
        }
    }
}
