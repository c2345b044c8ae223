package dev.neontasks.schema.changelog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What the server tells of a session's statement.
 *
 * @param phase of an index that it builds, in the words of {@code pg_stat_progress_create_index}
 * @param percent of the table that is read for that: nine tenths while it is built, the last one while it is validated
 * @param blocker whose end it waits for: a session, and the age of its transaction if that may be known
 */
public record ServerProgress(Optional<String> phase, Optional<Integer> percent, Optional<String> blocker) {

    private static final String ASK = """
            SELECT p.phase, CASE
                WHEN p.phase LIKE 'building index%' THEN 90 * p.blocks_done / nullif(p.blocks_total, 0)
                WHEN p.phase = 'index validation: scanning table' THEN 90 + 10 * p.blocks_done / nullif(p.blocks_total, 0)
                WHEN p.phase LIKE '%validation%' THEN 90
                WHEN p.phase = 'waiting for old snapshots' THEN 100
                WHEN p.phase IS NOT NULL THEN 0 END,
            (SELECT 'session ' || b.pid || coalesce(', whose transaction is '
                    || round(extract(epoch FROM clock_timestamp() - b.xact_start)) || ' s old', '')
                FROM pg_stat_activity b WHERE b.pid = ANY (pg_blocking_pids(a.pid)) ORDER BY b.xact_start LIMIT 1)
            FROM pg_stat_activity a LEFT JOIN pg_stat_progress_create_index p USING (pid) WHERE a.pid = ?""";

    /** Of {@code session}, asked on another connection. */
    public static Optional<ServerProgress> of(int session, Connection other) throws SQLException {
        try (var statement = other.prepareStatement(ASK)) {
            statement.setInt(1, session);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(new ServerProgress(Optional.ofNullable(row.getString(1)),
                        Optional.ofNullable(row.getObject(2, Long.class)).map(Long::intValue),
                        Optional.ofNullable(row.getString(3)))) : Optional.empty();
            }
        }
    }

    /** To be put behind a line of the log. */
    String text() {
        return phase.map(name -> ", " + name).orElse("") + percent.map(done -> ", " + done + " %").orElse("")
                + blocker.map(who -> ", waiting for " + who).orElse("");
    }
}
