package dev.neontasks.task;

import java.sql.SQLException;

import dev.neontasks.embedded.EmbeddedDatabase;

/** Many tasks at once, put into the database behind the service's back. */
public final class TestTasks {

    private TestTasks() {
    }

    /** Several of them share a time of creation. */
    public static void add(EmbeddedDatabase database, String owner, int count) throws SQLException {
        add(database, owner, count, "x".repeat(100));
    }

    /** As long as tasks may be, each character four bytes. */
    public static void addLong(EmbeddedDatabase database, String owner, int count) throws SQLException {
        add(database, owner, count, "\uD83D\uDE00".repeat(4000));
    }

    public static void add(EmbeddedDatabase database, String owner, int count, String description) throws SQLException {
        try (var superuser = database.superuser("neondb");
                var insert = superuser.prepareStatement("insert into tasks (owner, id, title, description, completed, "
                        + "created_at, updated_at, revision) select ?, gen_random_uuid(), 'Task ' || i, ?, "
                        + "false, timestamptz '2026-01-01' + (i / 3) * interval '1 second', now(), gen_random_uuid() "
                        + "from generate_series(1, ?) i")) {
            insert.setString(1, owner);
            insert.setString(2, description);
            insert.setInt(3, count);
            insert.executeUpdate();
        }
    }
}
