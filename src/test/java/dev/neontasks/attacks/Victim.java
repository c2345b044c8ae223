package dev.neontasks.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.restassured.path.json.JsonPath;

import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.packaged.PackagedService;

/**
 * The service in the JVM, the memory and with the descriptors that {@code deploy/systemd} gives it. Memory is not taken away:
 * the JVM is told how much there would be, and who watches it says whether it kept to that.
 */
final class Victim implements AutoCloseable {

    /** Longer than the service's own, so that its answer is seen. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** A young JVM is slow for reasons of its own. */
    private static final int WARM_UP = 300;

    /** Somebody with an account. */
    record Account(String id, String token) {
    }

    final PackagedService service;
    final int managementPort;

    private Victim(PackagedService service) {
        this.service = service;
        this.managementPort = service.managementRequest("/metrics").uri().getPort();
    }

    /** Ready to serve. */
    static Victim on(String databaseUrl, Map<String, String> variables) {
        return on(databaseUrl, variables, Integer.parseInt(shipped("neon-tasks.service", "LimitNOFILE=(\\d+)").get(0)));
    }

    static Victim on(EmbeddedDatabase database) {
        return on(database.url(), Map.of());
    }

    /** With so many file descriptors. */
    static Victim on(EmbeddedDatabase database, int descriptors) {
        return on(database.url(), Map.of(), descriptors);
    }

    private static Victim on(String databaseUrl, Map<String, String> variables, int descriptors) {
        var all = new HashMap<>(Map.of("DATABASE_URL", databaseUrl, "JWT_SIGNING_KEY", Keys.ecPem()));
        shipped("jar.conf", "^Environment=MALLOC_ARENA_MAX=(.*)").forEach(most -> all.put("MALLOC_ARENA_MAX", most));
        all.putAll(variables);
        var victim = new Victim(PackagedService.startWith(descriptors, shippedOptions(), all));
        try {
            await().atMost(Duration.ofSeconds(60)).until(victim.service::isReady);
            return victim;
        } catch (RuntimeException e) {
            victim.close();
            throw e;
        }
    }

    /**
     * An empty database that has one processor, and so leaves the others to the service, as on a machine of its own. Niceness
     * would not do: each of its processes is a session, and Linux is fair to sessions (sched(7), autogroup).
     */
    static EmbeddedDatabase database() {
        var database = EmbeddedDatabase.temporary();
        try {
            // Whose processes of later inherit it.
            var postmaster = Files.readAllLines(database.folder().resolve("postmaster.pid")).get(0);
            run("taskset", "-c", "-p", lastProcessor(), postmaster);
            return database;
        } catch (IOException e) {
            database.close();
            throw new UncheckedIOException(e);
        }
    }

    private static String lastProcessor() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("Cpus_allowed_list:")).findFirst().orElseThrow().replaceAll(".*\\D",
                    "");
        }
    }

    private static void run(String... command) throws IOException {
        try {
            assertThat(new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.INHERIT).start()
                    .waitFor()).as(String.join(" ", command)).isZero();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Account newAccount() {
        var token = service.signUp();
        try {
            var me = service.send(service.request("/api/me").header("Authorization", "Bearer " + token).build());
            return new Account(JsonPath.from(me.body()).getString("id"), token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts tasks into the database behind the service's back. */
    static void fill(EmbeddedDatabase database, Account owner, int count, String description) throws SQLException {
        try (var superuser = database.superuser("neondb");
                var insert = superuser.prepareStatement("insert into tasks (owner, id, title, description, completed, "
                        + "created_at, updated_at, revision) select ?, gen_random_uuid(), 'Task ' || i, ?, false, "
                        + "timestamptz '2026-01-01' + i * interval '1 second', now(), gen_random_uuid() "
                        + "from generate_series(1, ?) i")) {
            insert.setString(1, owner.id());
            insert.setString(2, description);
            insert.setInt(3, count);
            insert.executeUpdate();
            superuser.createStatement().execute("analyze tasks");
        }
    }

    Ask live() {
        return Ask.innocent(service.port, Wire.get("/health/live"), PATIENCE);
    }

    Ask list(Account account) {
        return Ask.innocent(service.port, Wire.get("/api/tasks", Wire.bearer(account.token())), PATIENCE);
    }

    Ask metrics() {
        return Ask.innocent(managementPort, Wire.get("/metrics"), PATIENCE);
    }

    void warmUp(Account account) throws IOException {
        for (var i = 0; i < WARM_UP; i++) {
            live().answer();
            list(account).answer();
        }
        assertThat(list(account).status()).isEqualTo("200");
        assertThat(metrics().status()).isEqualTo("200");
    }

    private static List<String> shippedOptions() {
        return Stream.concat(shipped("jar.conf", "^ExecStart=.*").stream()
                .flatMap(line -> Pattern.compile("-X\\S+").matcher(line).results().map(MatchResult::group)),
                shipped("neon-tasks.service", "MemoryMax=(.*)").stream().map(memory -> "-XX:MaxRAM=" + memory)).toList();
    }

    /** What matches in a file of deploy/systemd: the group, or all of it where there is none. */
    private static List<String> shipped(String file, String pattern) {
        try {
            return Pattern.compile(pattern, Pattern.MULTILINE).matcher(Files.readString(Path.of("deploy/systemd", file)))
                    .results().map(match -> match.group(match.groupCount())).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
