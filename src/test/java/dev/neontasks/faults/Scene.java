package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.neontasks.Sql;
import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.packaged.PackagedService;
import dev.neontasks.simulator.NeonSimulator;
import dev.neontasks.simulator.PgBouncer;

/** The packaged service, what is in front of its database – the simulator, or a PgBouncer – and the database behind that. */
final class Scene implements AutoCloseable {

    final EmbeddedDatabase database = EmbeddedDatabase.temporary();
    final NeonSimulator simulator = NeonSimulator.before(database);
    final PgBouncer pooler;
    final PackagedService service;

    private Scene(Map<String, String> variables, boolean pooled) {
        var all = new HashMap<>(Map.of("JWT_SIGNING_KEY", Keys.ecPem(), "SIGN_UP_LIMIT", "100000/1m"));
        pooler = pooled ? PgBouncer.before(database) : null;
        if (!variables.containsKey("DATABASE_URL_FILE")) {
            all.put("DATABASE_URL", pooled ? pooler.url() : simulator.url());
        }
        all.putAll(variables);
        service = pooled ? PackagedService.startAmong(pooler.hostsFile(), all) : PackagedService.start(all);
    }

    /** Ready to serve, with these variables besides those it needs. */
    static Scene with(Map<String, String> variables) {
        return ready(new Scene(variables, false));
    }

    /** The same behind a real PgBouncer in place of the simulator. */
    static Scene pooled(Map<String, String> variables) {
        return ready(new Scene(variables, true));
    }

    private static Scene ready(Scene scene) {
        try {
            await().atMost(Duration.ofSeconds(60)).until(scene.service::isReady);
            return scene;
        } catch (RuntimeException e) {
            scene.close();
            throw e;
        }
    }

    /** Tokens of so many new people, each with a task. */
    List<String> people(int count) {
        return IntStream.range(0, count).mapToObj(person -> person()).toList();
    }

    /** A token of somebody new who has a task. */
    String person() {
        try {
            var token = service.signUp();
            assertThat(service.send(add(token, "First")).statusCode()).isEqualTo(201);
            return token;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpRequest list(String token) {
        return as(token, "/api/tasks?limit=20").build();
    }

    HttpRequest add(String token, String title) {
        return as(token, "/api/tasks").POST(BodyPublishers.ofString("{\"title\":\"" + title + "\"}")).build();
    }

    HttpRequest.Builder as(String token, String path) {
        return service.request(path).header("Authorization", "Bearer " + token).header("Content-Type", "application/json");
    }

    /** How long it takes, from now on, until somebody is served and the service says that it is ready. */
    Duration untilServing(String token) {
        var begun = System.nanoTime();
        await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(10))
                .until(() -> Crowd.ask(service, list(token)).isGood() && service.isReady());
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Returns when nothing is connected to the database any more. */
    void drained() {
        await().atMost(Duration.ofSeconds(20)).until(() -> simulator.sessions() == 0);
    }

    /** Ends every connection of the service on the server; gives how many there were. */
    int killBackends() throws SQLException {
        return Integer.parseInt(Sql.ask(database, "postgres", "select count(*) filter (where pg_terminate_backend(pid)) "
                + "from pg_stat_activity where usename = 'neondb_owner'"));
    }

    /** Of all tasks that are stored. */
    List<String> titles() throws SQLException {
        try (var superuser = database.superuser("neondb");
                var statement = superuser.createStatement();
                var rows = statement.executeQuery("select title from tasks")) {
            var titles = new ArrayList<String>();
            while (rows.next()) {
                titles.add(rows.getString(1));
            }
            return titles;
        }
    }

    @Override
    public void close() {
        service.close();
        if (pooler != null) {
            pooler.close();
        }
        simulator.close();
        database.close();
    }
}
