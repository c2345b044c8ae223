package dev.neontasks.schema.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.schema.changelog.ChangeLog;

/** What {@code docs/import-from-fastapi.sql} takes over of another service's tables, and what it leaves out. */
@Tag("parts")
class ImportFromFastApiTest {

    static final String ARGON2 = "$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA"
            + "$hbX5BcR4VcARguIF6etTj3ZuB9aUAnozWKXV8K60XcU";
    static final String BCRYPT = "$2b$12$" + "a".repeat(53);

    final EmbeddedDatabase server = TestDatabase.running();
    String name;
    Connection owner;

    @BeforeEach
    void makeBothServices(TestInfo test) throws Exception {
        name = "import_" + test.getTestMethod().orElseThrow().getName().toLowerCase();
        var migrating = Migrating.to(server.createDatabase(name));
        migrating.run(ChangeLog.FILE);
        owner = migrating.connector.unpooled();
        Sql.run(owner, """
                create schema fastapi;
                create table fastapi.users (id serial primary key, email varchar not null, name varchar,
                    hashed_password varchar not null, created_at timestamp not null default '2026-01-02 03:04:05.678901');
                create table fastapi.tasks (id serial primary key, user_id int not null, title varchar not null,
                    description varchar, completed boolean not null default false,
                    created_at timestamp not null default '2026-02-01 10:00:00.123999',
                    updated_at timestamp not null default '2026-02-02 11:00:00');
                """);
    }

    @AfterEach
    void forget() throws SQLException {
        owner.close();
        Sql.run(server, "postgres", "drop database " + name + " with (force)");
    }

    @Test
    void makesTheSameRowsHoweverOftenItRuns() throws Exception {
        user(1, " Ann@Example.com ", ARGON2);
        task(1, 1, "  Water the plants\t");
        runImport();
        assertThat(rows("select email, name, created_at at time zone 'UTC' from accounts"))
                .containsExactly("ann@example.com|Ann|2026-01-02 03:04:05.678");
        assertThat(rows("select title, description, completed, due_on, created_at at time zone 'UTC',"
                + " updated_at at time zone 'UTC' from tasks"))
                .containsExactly("Water the plants|null|f|null|2026-02-01 10:00:00.123|2026-02-02 11:00:00");

        var before = everything();
        runImport();
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void findsItsRowsAgainByTheirIdsAlone() throws Exception {
        user(1, "ann@example.com", ARGON2);
        task(7, 1, "Water the plants");
        runImport();
        var before = everything();
        Sql.run(owner, "drop table fastapi.imported, fastapi.not_imported");
        runImport();
        assertThat(leftOut()).isEmpty();
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void takesOverOnlyPasswordsThatTheServiceCanCheck() throws Exception {
        user(1, "ann@example.com", ARGON2);
        user(2, "bob@example.com", BCRYPT);
        user(3, "cy@example.com", ARGON2.replace("m=65536", "m=131072"));
        runImport();
        assertThat(rows("select email, password_hash from accounts order by email"))
                .containsExactly("ann@example.com|" + ARGON2, "bob@example.com|null", "cy@example.com|null");
    }

    @Test
    void leavesAloneWhatItsOwnerHasChangedOrDeletedSince() throws Exception {
        user(1, "ann@example.com", ARGON2);
        user(2, "bob@example.com", ARGON2);
        task(1, 1, "Water the plants");
        task(2, 1, "Post a letter");
        task(3, 2, "Of Bob");
        runImport();
        Sql.run(owner, "update tasks set title = 'Water the roses' where title = 'Water the plants'");
        Sql.run(owner, "delete from tasks where title = 'Post a letter'");
        Sql.run(owner, "delete from accounts where email = 'bob@example.com'");
        task(4, 2, "Of Bob, later");
        task(5, 1, "Of Ann, later");
        runImport();
        assertThat(rows("select title from tasks order by title")).containsExactly("Of Ann, later", "Water the roses");
        assertThat(leftOut()).containsExactly("task|4|its account is deleted here");
    }

    @Test
    void saysWhyItLeavesAPersonOut() throws Exception {
        Sql.run(owner,
                "insert into accounts (id, email, password_hash, created_at) values ('1', 'taken@example.com', 'x', now())");
        user(1, "twice@example.com", ARGON2);
        user(2, "TWICE@example.com", ARGON2);
        user(3, "nobody", ARGON2);
        user(4, "münchen@example.com", ARGON2);
        user(5, "taken@example.com", ARGON2);
        user(6, "x".repeat(250) + "@example.com", ARGON2);
        user(7, " ", ARGON2);
        task(1, 5, "Not for whoever signed up with this address");
        runImport();
        assertThat(rows("select id from accounts")).containsExactly("1");
        assertThat(rows("select id from tasks")).isEmpty();
        assertThat(leftOut()).containsExactly("task|1|its user is not imported",
                "user|1|its e-mail is that of another user, too, but for upper case and blanks",
                "user|2|its e-mail is that of another user, too, but for upper case and blanks",
                "user|3|its e-mail is no address of ASCII characters",
                "user|4|its e-mail is no address of ASCII characters",
                "user|5|somebody else has signed up here with its e-mail",
                "user|6|its e-mail has more than 254 characters",
                "user|7|it has no e-mail address");
    }

    @Test
    void saysWhyItLeavesATaskOutAndTakesItOnceMended() throws Exception {
        user(1, "ann@example.com", ARGON2);
        task(1, 1, " \t\u2003");
        task(2, 1, "😀".repeat(200));
        task(3, 1, "😀".repeat(201));
        task(4, 99, "Of nobody");
        Sql.run(owner, "insert into fastapi.tasks (id, user_id, title, description) values (5, 1, 'Long', repeat('x', 4001))");
        runImport();
        assertThat(rows("select length(title) from tasks")).containsExactly("200");
        assertThat(leftOut()).containsExactly("task|1|its title is empty",
                "task|3|its title has more than 200 characters", "task|4|its user does not exist",
                "task|5|its description has more than 4000 characters");

        Sql.run(owner, "update fastapi.tasks set title = 'Mended' where id = 1; delete from fastapi.tasks where id > 2");
        runImport();
        assertThat(rows("select title from tasks where title = 'Mended'")).hasSize(1);
        assertThat(leftOut()).isEmpty();
    }

    @Test
    void keepsIdsThatAreUuidsAndKnowsOtherNamesOfColumns() throws Exception {
        Sql.run(owner, """
                drop table fastapi.users, fastapi.tasks;
                create table fastapi.users (id uuid primary key, email text, password_hash text, created_at timestamptz);
                create table fastapi.tasks (id uuid primary key, user_id uuid, title text, due_date timestamp);
                insert into fastapi.users values ('7d444840-9dc0-41d1-b245-5ffdce74fad2', 'ann@example.com', '%s', now());
                insert into fastapi.tasks values ('e902893a-9d22-4c7e-a7b8-d6e313b71d9f',
                    '7d444840-9dc0-41d1-b245-5ffdce74fad2', 'Water the plants', '2026-12-24 09:00');
                """.formatted(ARGON2));
        runImport();
        assertThat(rows("select owner, id, due_on, completed from tasks")).containsExactly(
                "7d444840-9dc0-41d1-b245-5ffdce74fad2|e902893a-9d22-4c7e-a7b8-d6e313b71d9f|2026-12-24|f");
    }

    @Test
    void makesAccountsOfAnOutsideIssuerByTheirIdsAlone() throws Exception {
        user(1, "ann@example.com", BCRYPT);
        user(2, "ANN@example.com", BCRYPT);
        task(1, 1, "Water the plants");
        Sql.run(owner, "set import.outside_issuer = on");
        runImport();
        assertThat(rows("select id, email, name, password_hash from accounts order by id"))
                .containsExactly("1|null|null|null", "2|null|null|null");
        assertThat(rows("select owner, title from tasks")).containsExactly("1|Water the plants");
    }

    private void user(int id, String email, String hash) throws SQLException {
        Sql.run(owner,
                "insert into fastapi.users (id, email, name, hashed_password) values (" + id + ", '" + email + "', 'Ann', '"
                        + hash + "')");
    }

    private void task(int id, int user, String title) throws SQLException {
        Sql.run(owner, "insert into fastapi.tasks (id, user_id, title) values (" + id + ", " + user + ", '" + title + "')");
    }

    private void runImport() throws Exception {
        Sql.run(owner, Files.readString(Path.of("docs/import-from-fastapi.sql")));
    }

    private List<String> leftOut() throws SQLException {
        return rows("select kind, old_id, reason from fastapi.not_imported order by kind, old_id");
    }

    private List<String> everything() throws SQLException {
        var all = new ArrayList<>(rows("select to_jsonb(accounts) from accounts order by id"));
        all.addAll(rows("select to_jsonb(tasks) from tasks order by owner, id"));
        return all;
    }

    private List<String> rows(String sql) throws SQLException {
        try (var statement = owner.createStatement(); var found = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (found.next()) {
                var columns = new ArrayList<String>();
                for (var column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                    columns.add(found.getString(column));
                }
                rows.add(String.join("|", columns));
            }
            return rows;
        }
    }
}
