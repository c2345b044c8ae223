package dev.neontasks.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The server process that runs on a data directory, by the directory's {@code postmaster.pid}. */
record Postmaster(ProcessHandle process, List<String> facts) {

    private static final int PORT = 3;
    private static final int STATUS = 7;
    private static final int STOP_SECONDS = 30;

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
            return process.map(found -> new Postmaster(found, facts));
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
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
            process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("PostgreSQL (process " + process.pid() + ") does not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean runsOn(Path folder, ProcessHandle process) {
        return process.info().arguments().filter(arguments -> Arrays.asList(arguments).contains(folder.toString())).isPresent();
    }
}
