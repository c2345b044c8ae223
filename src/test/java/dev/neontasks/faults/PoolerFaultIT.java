package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.restassured.path.json.JsonPath;

import dev.neontasks.database.url.DatabaseUrl;
import dev.neontasks.simulator.PgBouncer;

/** The service on a pooled host: a real PgBouncer in transaction mode hands five connections round among twenty. */
@Tag("faults")
@Tag("timed")
class PoolerFaultIT {

    static final int USERS = 20;
    static final int ROUNDS = 10;

    Scene scene;

    @BeforeEach
    void start() {
        scene = Scene.pooled(Map.of());
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void leavesNothingBehindInTheSessionsItShares() throws IOException, SQLException {
        var answers = IntStream.range(0, USERS).parallel().mapToObj(this::useIt).flatMap(List::stream).toList();
        assertThat(answers).hasSize(USERS * (1 + 4 * ROUNDS)).allMatch(status -> status < 300);
        assertThat(scene.service.get("/api/status").body()).contains("\"endpoint\":\"POOLED\"");

        var sessions = sessions();
        System.out.printf("%d requests of %d users through %d sessions of PgBouncer left behind: %s%n", answers.size(), USERS,
                sessions.size(), Set.copyOf(sessions.values()));
        assertThat(sessions).hasSizeBetween(2, PgBouncer.CONNECTIONS);
        assertThat(sessions.values()).allMatch(left -> left.equals("0 prepared, 0 set, 0 locks, 0 listening, 0 temporary"));
    }

    @Test
    void servesAgainWithinTwoSecondsOfThePoolersReturn() throws Exception {
        var tokens = scene.people(10);
        var crowd = gather(tokens, Duration.ofMillis(50));
        Crowd.last(Duration.ofSeconds(3));
        scene.pooler.kill();
        Crowd.last(Duration.ofSeconds(2));
        scene.pooler.restart();
        var took = scene.untilServing(tokens.get(0));
        Crowd.last(Duration.ofSeconds(2));
        var answers = crowd.leave();
        System.out.printf("PgBouncer killed, away for 2 s and back: serving %d ms after; %d answers %s%n", took.toMillis(),
                answers.size(), Crowd.byStatus(answers));
        // The longest pause between two tries is 1.5 s.
        assertThat(took).isLessThan(Duration.ofSeconds(2));
        assertNothingLost(answers);
    }

    @Test
    void losesNothingWhenTheServerEndsTheSessionsItShares() throws Exception {
        var tokens = scene.people(10);
        var crowd = gather(tokens, Duration.ofMillis(5));
        var killed = 0;
        for (var round = 0; round < 5; round++) {
            Crowd.last(Duration.ofSeconds(2));
            killed += scene.killBackends();
        }
        Crowd.last(Duration.ofSeconds(1));
        var answers = crowd.leave();
        System.out.printf("%d sessions behind PgBouncer ended in 10 s: %d answers %s%n", killed, answers.size(),
                Crowd.byStatus(answers));
        assertThat(killed).isGreaterThan(5);
        assertNothingLost(answers);
    }

    private Crowd gather(List<String> tokens, Duration pause) {
        return Crowd.gather(scene.service, 30, pause,
                (client, turn) -> turn % 10 < 3 ? scene.add(tokens.get(client % tokens.size()), client + "-" + turn)
                        : scene.list(tokens.get(client % tokens.size())));
    }

    /** Nor was anybody refused: all of it was shorter than the wake budget. */
    private void assertNothingLost(List<Crowd.Answer> answers) throws SQLException {
        assertThat(answers.stream().filter(answer -> !answer.isGood())).isEmpty();
        var stored = scene.titles().stream().filter(title -> !title.equals("First")).toList();
        assertThat(stored).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(Crowd.acknowledgedTitles(answers));
    }

    /** Signs up, and adds, reads, changes and lists tasks; gives the status of every answer. */
    private List<Integer> useIt(int user) {
        var statuses = new ArrayList<Integer>();
        try {
            var session = scene.service.post("/api/auth/sign-up",
                    "{\"email\":\"u%d@example.com\",\"password\":\"correct horse battery\"}".formatted(user));
            statuses.add(session.statusCode());
            var token = JsonPath.from(session.body()).getString("accessToken");
            for (var round = 0; round < ROUNDS; round++) {
                var added = send(token, "/api/tasks", "POST", "application/json", "{\"title\":\"Water the plants\"}", statuses);
                var path = "/api/tasks/" + JsonPath.from(added).getString("id");
                send(token, path, "GET", "application/json", "", statuses);
                send(token, path, "PATCH", "application/merge-patch+json", "{\"completed\":true}", statuses);
                send(token, "/api/tasks?q=plants", "GET", "application/json", "", statuses);
            }
            return statuses;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String send(String token, String path, String method, String type, String body, List<Integer> statuses)
            throws IOException {
        var request = scene.service.request(path).header("Authorization", "Bearer " + token).header("Content-Type", type);
        HttpRequest whole = body.isEmpty() ? request.GET().build()
                : request.method(method, BodyPublishers.ofString(body)).build();
        var answer = scene.service.send(whole);
        statuses.add(answer.statusCode());
        return answer.body();
    }

    /** What there is in each session of the pool, which only a client of the pool can see: so all are held at once. */
    private Map<Integer, String> sessions() throws SQLException {
        var found = new HashMap<Integer, String>();
        var held = new ArrayList<Connection>();
        try {
            for (var client = 0; client < PgBouncer.CONNECTIONS; client++) {
                var connection = connect();
                held.add(connection);
                connection.setAutoCommit(false);
                try (var statement = connection.createStatement();
                        var row = statement.executeQuery(
                                """
                                        select pg_backend_pid(), format('%s prepared, %s set, %s locks, %s listening, %s temporary',
                                            (select count(*) from pg_prepared_statements),
                                            (select count(*) from pg_settings where source = 'session' and name not in
                                                ('application_name', 'client_encoding', 'DateStyle', 'TimeZone', 'standard_conforming_strings')),
                                            (select count(*) from pg_locks where pid = pg_backend_pid() and locktype = 'advisory'),
                                            (select count(*) from pg_listening_channels()),
                                            (select count(*) from pg_class where relnamespace = pg_my_temp_schema()))""")) {
                    row.next();
                    found.put(row.getInt(1), row.getString(2));
                }
            }
            return found;
        } finally {
            for (var connection : held) {
                connection.close();
            }
        }
    }

    private Connection connect() throws SQLException {
        var url = DatabaseUrl.parse(scene.database.url());
        var properties = url.driverProperties();
        properties.setProperty("prepareThreshold", "0");
        properties.setProperty("sslmode", "verify-ca");
        return DriverManager.getConnection("jdbc:postgresql://" + PgBouncer.ADDRESS + ":" + scene.database.port() + "/neondb",
                properties);
    }
}
