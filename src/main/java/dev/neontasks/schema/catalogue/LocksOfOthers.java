package dev.neontasks.schema.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.neontasks.schema.plan.LockMode;
import dev.neontasks.schema.plan.Obstacle;

/** Locks on tables that other sessions hold, or queue for, longer than a change set waits for them. */
public final class LocksOfOthers {

    /** As long as a change set waits, and a little. */
    private static final Duration LASTING = Duration.ofMillis(2_300);
    private static final int POLL_MILLIS = 200;

    /**
     * Workers of the server are nobody's: autovacuum makes room after a second, but for whoever asks for less. A prepared
     * transaction has no session.
     */
    private static final String LOCKS = """
            SELECT l.mode, coalesce(l.pid, 0), coalesce(l.virtualtransaction, ''), l.granted, coalesce(a.usename, '')
            FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'relation' AND l.relation = ? AND l.pid IS DISTINCT FROM pg_backend_pid()
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND (? OR l.pid IS NULL OR a.usesysid IS NOT NULL)""";

    private final Connection connection;

    public LocksOfOthers(Connection connection) {
        this.connection = connection;
    }

    /**
     * A lock that will be asked for.
     *
     * @param briefly for less than a second
     */
    public record Wanted(long relation, String table, LockMode mode, boolean briefly) {

        public Wanted(long relation, String table, LockMode mode) {
            this(relation, table, mode, false);
        }
    }

    /** Of one transaction, so that many short ones are not taken for a long one. */
    private record Held(String table, LockMode mode, long session, String transaction, boolean granted, String role) {

        String described() {
            var who = role.isEmpty() ? "the server's worker " + session : "session " + session + " of the role " + role;
            return (session == 0 ? "a prepared transaction" : who)
                    + (granted ? " holds " : " waits for ") + mode.text() + " on " + table;
        }
    }

    /** The first that is held, or queued for, as long as a change set would wait for it. */
    public Optional<Obstacle> lasting(List<Wanted> wanted) throws SQLException, InterruptedException {
        var begun = System.nanoTime();
        var held = conflicts(wanted);
        while (!held.isEmpty() && System.nanoTime() - begun < LASTING.toNanos()) {
            Thread.sleep(POLL_MILLIS);
            held.retainAll(conflicts(wanted));
        }
        return held.stream().map(Held::described).sorted().findFirst()
                .map(detail -> new Obstacle(Obstacle.Kind.LOCKED_BY_OTHERS, detail));
    }

    /** The same for a table that is to be read, where tables are made. It is looked for without touching it. */
    public Optional<Obstacle> onReading(String table) throws SQLException, InterruptedException {
        try (var statement = connection.prepareStatement(
                "SELECT coalesce(to_regclass(quote_ident(current_schema()) || '.' || ?)::oid, 0)")) {
            statement.setString(1, table);
            try (var row = statement.executeQuery()) {
                row.next();
                return lasting(List.of(new Wanted(row.getLong(1), table, LockMode.ACCESS_SHARE)));
            }
        }
    }

    private Set<Held> conflicts(List<Wanted> wanted) throws SQLException {
        var held = new HashSet<Held>();
        for (var one : Set.copyOf(wanted)) {
            try (var statement = connection.prepareStatement(LOCKS)) {
                statement.setLong(1, one.relation());
                statement.setBoolean(2, one.briefly());
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        var mode = LockMode.of(rows.getString(1)).filter(one.mode()::conflictsWith);
                        if (mode.isPresent()) {
                            held.add(new Held(one.table(), mode.get(), rows.getLong(2), rows.getString(3), rows.getBoolean(4),
                                    rows.getString(5)));
                        }
                    }
                }
            }
        }
        return held;
    }
}
