package dev.neontasks.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import java.sql.SQLException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import dev.neontasks.Person;
import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;

/** A database that answers and does not write is no bug of the service, and is not away. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class NoWritesTest {

    Person ann;

    @BeforeEach
    void begin() {
        ann = Person.signedUp();
    }

    /** As Neon does at a project's limit. */
    @Test
    void whenItsStorageIsFull() throws SQLException {
        sql("""
                create function full_up() returns trigger language plpgsql as
                $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$;
                create trigger full_up before insert on tasks execute function full_up()""");
        try {
            assertReadsAlone("its storage is full");
        } finally {
            sql("drop function full_up cascade");
        }
        ann.adds("{\"title\":\"Room again\"}").statusCode(201);
    }

    @Test
    void whenItIsReadOnly() throws SQLException {
        sql("alter role neondb_owner set default_transaction_read_only = on");
        try {
            endConnections();
            assertReadsAlone("it takes no writes");
        } finally {
            sql("alter role neondb_owner reset default_transaction_read_only");
            endConnections();
        }
        ann.adds("{\"title\":\"Writable again\"}").statusCode(201);
    }

    @Test
    void whenOthersChangeTheSame() throws SQLException {
        sql("""
                create sequence tries; grant usage on tries to public;
                create function contended() returns trigger language plpgsql as
                $$ begin perform nextval('tries'); raise exception 'deadlock' using errcode = '40P01'; end $$;
                create trigger contended before insert on tasks execute function contended()""");
        try {
            assertReadsAlone("others were changing the same");
            assertThat(Sql.ask(TestDatabase.running(), "neondb", "select last_value from tries")).isEqualTo("2");
        } finally {
            sql("drop function contended cascade; drop sequence tries");
        }
        ann.adds("{\"title\":\"Alone again\"}").statusCode(201);
    }

    private void assertReadsAlone(String reason) {
        ann.adds("{\"title\":\"Not now\"}").statusCode(503).body("type", is("/problems/database-unavailable"))
                .body("detail", containsString(reason)).header("Retry-After", notNullValue());
        ann.asks().get("/api/tasks").then().statusCode(200).body("items.size()", is(0));
        RestAssured.given().get("/health/ready").then().statusCode(200);
    }

    private static void sql(String statements) throws SQLException {
        Sql.run(TestDatabase.running(), "neondb", statements);
    }

    private static void endConnections() throws SQLException {
        sql("select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = 'neondb_owner'");
    }
}
