package dev.neontasks.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.neontasks.Person;
import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;

/** The server ends every connection between two requests, as Neon does when it suspends or restarts a compute. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class KilledConnectionsTest {

    Person ann;

    @BeforeEach
    void begin() {
        ann = Person.signedUp();
    }

    @RepeatedTest(3)
    void costNoRequest() throws SQLException {
        var path = "/api/tasks/" + UUID.randomUUID();
        try (var superuser = TestDatabase.running().superuser()) {
            assertThat(kill(superuser)).isPositive();
            ann.asks().get("/api/tasks").then().statusCode(200);
            assertThat(kill(superuser)).isPositive();
            ann.adds("{\"title\":\"Added\"}").statusCode(201);
            assertThat(kill(superuser)).isPositive();
            ann.asks().body("{\"title\":\"Put\"}").put(path).then().statusCode(201);
            assertThat(kill(superuser)).isPositive();
            ann.asks().body("{\"completed\":true}").patch(path).then().statusCode(200).body("title", is("Put"));
            assertThat(kill(superuser)).isPositive();
            ann.asks().delete(path).then().statusCode(204);
            assertThat(kill(superuser)).isPositive();
            Person.signedUp();
        }
        ann.asks().get("/api/tasks").then().body("items.size()", is(1)).body("items[0].title", is("Added"));
    }

    /** How many there were; returns when they are gone. */
    private static int kill(Connection superuser) throws SQLException {
        return Integer.parseInt(Sql.ask(superuser, "select count(*) filter (where pg_terminate_backend(pid, 5000)) "
                + "from pg_stat_activity where usename = 'neondb_owner'"));
    }
}
