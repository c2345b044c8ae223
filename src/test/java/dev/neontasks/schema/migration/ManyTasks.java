package dev.neontasks.schema.migration;

import java.sql.SQLException;

import dev.neontasks.Sql;
import dev.neontasks.embedded.EmbeddedDatabase;

/** A database from before change set 004, in which somebody has many tasks already. */
public final class ManyTasks {

    /** A word of eight letters at each place where a person has one, so that there are as many trigrams. */
    private static final String FILL = """
            insert into accounts (id, created_at) select 'many-' || n, now() from generate_series(1, 20) n;
            insert into tasks (owner, id, title, description, completed, created_at, updated_at, revision)
                select 'many-' || 1 + n %% 20, gen_random_uuid(), 'Task ' || left(md5(n::text), 8),
                    translate(md5('a' || n) || md5('b' || n) || md5('c' || n), '0123456789', ' aeiou  xz'),
                    n %% 3 = 0, now(), now(), gen_random_uuid()
                from generate_series(1, %d) n;
            analyze tasks""";

    private ManyTasks() {
    }

    /** The URL of a new one. */
    public static String in(EmbeddedDatabase server, String name, int count) throws Exception {
        var url = server.createDatabase(name);
        Migrating.to(url).run(Migrating.FIRST);
        fill(server, name, count);
        return url;
    }

    private static void fill(EmbeddedDatabase server, String name, int count) throws SQLException {
        Sql.run(server, name, FILL.formatted(count));
    }
}
