package dev.neontasks.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.schema.migration.Migrating;

/** What the schema takes to be the same but for case, on databases whose locales do not agree about that. */
@Tag("parts")
class WithoutCaseTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    /** Java 19 is the first that knows more letters than the schema. */
    private static final int MORE_LETTERS = 19;

    private final EmbeddedDatabase server = TestDatabase.running();
    private final String name = "without_case_" + NUMBER.incrementAndGet();

    @ParameterizedTest
    @ValueSource(strings = {
            "encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' locale 'C.UTF-8'",
            "encoding 'UTF8' locale_provider builtin builtin_locale 'C' locale 'C'",
            "encoding 'UTF8' locale_provider libc locale 'C'",
            "encoding 'UTF8' locale_provider libc locale 'C.UTF-8'",
            "encoding 'UTF8' locale_provider icu icu_locale 'und' locale 'C'",
            "encoding 'UTF8' locale_provider icu icu_locale 'de-DE' locale 'C.UTF-8'",
            "encoding 'UTF8' locale_provider icu icu_locale 'tr-TR' locale 'C.UTF-8'",
            "encoding 'UTF8' locale_provider icu icu_locale 'lt' locale 'C'",
            "encoding 'SQL_ASCII' locale_provider libc locale 'C'" })
    void isTheSameInEveryLocale(String options) throws Exception {
        try (var connection = migrated(options)) {
            assertThat(failures(connection)).as("by reading").isEmpty();
            // What is left to search with is the index.
            Sql.run(connection,
                    "alter table tasks drop constraint tasks_pkey; drop index tasks_newest; set enable_seqscan = off");
            assertThat(Sql.ask(connection, "explain select from tasks where owner = 'a' and without_case(title) like '%abc%'"))
                    .contains("Bitmap Heap Scan");
            assertThat(failures(connection)).as("by the index").isEmpty();
        } finally {
            Sql.run(server, "postgres", "drop database " + name + " with (force)");
        }
    }

    /** Of each letter what the JVM makes small of its capital, whatever there may be besides. */
    @Test
    void knowsEachLetterAsTheJvmDoes() throws Exception {
        try (var connection = migrated("encoding 'UTF8' locale_provider libc locale 'C'");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select n, without_case(chr(n)) from generate_series(1, 1114111) n"
                        + " where n not between 55296 and 57343")) {
            var others = new ArrayList<String>();
            var smalls = new StringBuilder();
            while (rows.next()) {
                var letter = rows.getInt(1);
                var small = rows.getString(2).codePointAt(0);
                smalls.appendCodePoint(small);
                if (small != Character.toLowerCase(Character.toUpperCase(letter))
                        && (Runtime.version().feature() < MORE_LETTERS || small != letter)) {
                    others.add("%x is %x".formatted(letter, small));
                }
            }
            assertThat(others).isEmpty();
            assertThat(
                    Sql.ask(connection,
                            "select without_case(string_agg(chr(n), '' order by n)) from generate_series(1, 1114111) n"
                                    + " where n not between 55296 and 57343")
                            .contentEquals(smalls))
                    .as("all in one text").isTrue();
        } finally {
            Sql.run(server, "postgres", "drop database " + name + " with (force)");
        }
    }

    /** As the superuser, with the titles of all comparisons. */
    private Connection migrated(String options) throws Exception {
        Sql.run(server, "postgres", "create database %s owner neondb_owner %s template template0".formatted(name, options));
        Migrating.to(server.url().replace("/neondb?", "/" + name + "?")).run(Migrating.ALL);
        var connection = server.superuser(name);
        Sql.run(connection, "insert into accounts (id, created_at) values ('a', now())");
        try (var insert = connection.prepareStatement("insert into tasks (owner, id, title, completed, created_at, updated_at,"
                + " revision) values ('a', gen_random_uuid(), ?, false, now(), now(), gen_random_uuid())")) {
            for (var comparison : Comparison.ALL) {
                insert.setString(1, comparison.title());
                insert.executeUpdate();
            }
        }
        return connection;
    }

    private static List<Comparison> failures(Connection connection) throws SQLException {
        var failures = new ArrayList<Comparison>();
        try (var search = connection.prepareStatement("select count(*) from tasks where owner = 'a' and title = ? and"
                + " without_case(title) like without_case(?) escape '\\'")) {
            for (var comparison : Comparison.ALL) {
                search.setString(1, comparison.title());
                search.setString(2,
                        new TaskFilter(Optional.empty(), Optional.of(comparison.text()), Optional.empty(), TaskOrder.CREATED,
                                Optional.empty(), 1, Optional.empty()).pattern().orElseThrow());
                try (var row = search.executeQuery()) {
                    row.next();
                    if (row.getInt(1) == 1 != comparison.finds()) {
                        failures.add(comparison);
                    }
                }
            }
        }
        return failures;
    }
}
