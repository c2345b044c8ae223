package dev.neontasks.schema.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.schema.changelog.ChangeLog;
import dev.neontasks.schema.plan.LockMode;
import dev.neontasks.schema.plan.PendingChange;
import dev.neontasks.schema.plan.PlannedChange;
import dev.neontasks.schema.statement.Planner;

/** Each change set of the service is read, run, and asked of the server which locks it holds. */
@Tag("parts")
class PlannedLocksTest {

    private static final String HELD = """
            select coalesce(string_agg(c.relname || ' ' || l.mode, ',' order by 1), '') from pg_locks l
            join pg_class c on c.oid = l.relation where l.pid = pg_backend_pid() and c.relkind = 'r'
            and c.relnamespace = 'public'::regnamespace and c.relname = any (string_to_array('%s', ','))""";
    private static final String TABLES = "select coalesce(string_agg(relname, ','), '') from pg_class where relkind = 'r'"
            + " and relnamespace = 'public'::regnamespace";

    @Test
    void thePlanNamesTheStrongestLockThatIsTakenOnEachTable() throws Exception {
        var server = TestDatabase.running();
        server.createDatabase("planned_locks");
        var changeLog = ChangeLog.ofService();
        // The others are in no transaction whose locks could be asked for.
        var all = changeLog.pending(Migrating.WAITED_FOR);
        assertThat(all).extracting(PendingChange::id).isEqualTo(Migrating.WAITED_FOR);
        try (var superuser = server.superuser("planned_locks")) {
            superuser.setAutoCommit(false);
            for (var change : all) {
                var planned = planned(change, changeLog, superuser);
                assertThat(planned.takes()).as("%s is read", change.id()).isPresent();
                assertThat(taken(change, superuser)).as(change.id()).isEqualTo(strongest(planned.locks()));
            }
        }
        Sql.run(server, "postgres", "drop database planned_locks with (force)");
    }

    private static PlannedChange planned(PendingChange change, ChangeLog changeLog, Connection connection) throws Exception {
        var planner = new Planner(connection, Optional.empty(), changeLog.newest(), changeLog.needed().columns());
        planner.add(change);
        var plan = planner.plan();
        assertThat(plan.obstacle()).isEmpty();
        connection.commit();
        return plan.changes().get(0);
    }

    private static String strongest(List<PlannedChange.TableLock> locks) {
        var strongest = new TreeMap<String, LockMode>();
        locks.forEach(lock -> strongest.merge(lock.table(), lock.mode(),
                (one, other) -> one.compareTo(other) > 0 ? one : other));
        return strongest.toString();
    }

    private static String taken(PendingChange change, Connection connection) throws SQLException {
        var there = Sql.ask(connection, TABLES);
        connection.commit();
        for (var script : change.scripts()) {
            Sql.run(connection, script);
        }
        var strongest = new TreeMap<String, LockMode>();
        for (var held : Sql.ask(connection, HELD.formatted(there)).split(",")) {
            if (!held.isEmpty()) {
                var mode = List.of(LockMode.values()).stream()
                        .filter(each -> each.text().replace(" ", "")
                                .equalsIgnoreCase(held.split(" ")[1].replaceFirst("Lock$", "")))
                        .findFirst().orElseThrow();
                if (mode.compareTo(LockMode.ROW_EXCLUSIVE) >= 0) {
                    strongest.merge(held.split(" ")[0], mode, (one, other) -> one.compareTo(other) > 0 ? one : other);
                }
            }
        }
        connection.commit();
        return strongest.toString();
    }
}
