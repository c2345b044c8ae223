package dev.neontasks.faults.histories;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import dev.neontasks.packaged.PackagedService;
import dev.neontasks.simulator.NeonSimulator;

/** A copy of the packaged service, behind a simulator of its own. Another process may take its place. */
final class Copy implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(5);

    final NeonSimulator simulator;
    private final UrlFiles files;
    private final Map<String, String> variables;
    private volatile PackagedService service;
    private Optional<PackagedService> successor = Optional.empty();
    /** How many the present process has to notice. */
    private volatile int changedPasswords;

    /**
     * @param server the database, or a pooler before it
     * @param pooled whether it is to look pooled, as Neon's do
     * @param unpooled the database itself
     */
    Copy(String server, boolean pooled, String unpooled, Map<String, String> variables) {
        simulator = NeonSimulator.before(server, 0);
        files = UrlFiles.of(simulator.url(pooled ? NeonSimulator.POOLED_HOST : NeonSimulator.DIRECT_HOST), unpooled);
        this.variables = new HashMap<>(variables);
        this.variables.putAll(files.variables());
        service = start();
    }

    PackagedService service() {
        return service;
    }

    Copy ready() {
        await().atMost(START).failFast("it has ended", () -> !service.isAlive()).until(service::isReady);
        return this;
    }

    /** Starts the process that is to take this one's place; returns when it is ready. */
    void prepareSuccessor() {
        var started = start();
        successor = Optional.of(started);
        await().atMost(START).failFast("it has ended", () -> !started.isAlive()).until(started::isReady);
    }

    /** Has the successor serve what is asked from now on, and ends the one before it. */
    void succeed(Consumer<PackagedService> end) {
        var old = service;
        changedPasswords = 0;
        service = successor.orElseThrow();
        successor = Optional.empty();
        end.accept(old);
    }

    /** Of the database's role. The process reads it within five seconds. */
    void changePassword(String password) {
        files.changePassword(password);
        changedPasswords++;
    }

    boolean knowsPassword() {
        return service.logged("DATABASE_URL has changed").size() >= changedPasswords;
    }

    private PackagedService start() {
        return PackagedService.startQuicklyAmong(simulator.hostsFile(), variables);
    }

    @Override
    public void close() {
        service.close();
        successor.ifPresent(PackagedService::close);
        simulator.close();
        files.close();
    }
}
