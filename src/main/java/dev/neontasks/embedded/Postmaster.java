package dev.neontasks.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The server process that runs on a data directory, by the directory's {@code postmaster.pid}. */
record Postmaster(ProcessHandle process, Path file, List<String> facts) {

    private static final int PORT = 3;
    private static final int STATUS = 7;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final int POLL_MILLIS = 20;

    static Optional<Postmaster> of(Path folder) {
        var file = folder.resolve("postmaster.pid");
        try {
            var facts = Files.readAllLines(file);
            var process = ProcessHandle.of(Long.parseLong(facts.get(0)));
            if (process.filter(candidate -> !runsOn(folder, candidate)).isPresent()) {
                // The number went to another process, which would make PostgreSQL believe that it runs already.
                Files.delete(file);
                return Optional.empty();
            }
            return process.map(found -> new Postmaster(found, file, facts));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isReady() {
        return facts.size() > STATUS && facts.get(STATUS).strip().equals("ready");
    }

    int port() {
        return Integer.parseInt(facts.get(PORT));
    }

    /** Stops it the fast way: sessions are ended, data is written. */
    void stop() {
        var deadline = Instant.now().plus(STOP_TIMEOUT);
        try {
            new ProcessBuilder("sh", "-c", "kill -INT " + process.pid()).start().waitFor();
            // The file is its last act. The process may stay as a zombie where nobody takes care of orphans.
            while (Files.exists(file) && process.isAlive()) {
                if (Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException("PostgreSQL (process " + process.pid() + ") does not stop");
                }
                Thread.sleep(POLL_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean runsOn(Path folder, ProcessHandle process) {
        return process.info().arguments().filter(arguments -> Arrays.asList(arguments).contains(folder.toString())).isPresent();
    }
}
