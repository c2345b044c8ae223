package dev.neontasks.schema.statement;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.neontasks.schema.catalogue.Catalogue;
import dev.neontasks.schema.catalogue.Foreseen;
import dev.neontasks.schema.catalogue.LocksOfOthers;
import dev.neontasks.schema.catalogue.Surroundings;
import dev.neontasks.schema.plan.LockMode;
import dev.neontasks.schema.plan.MigrationPlan;
import dev.neontasks.schema.plan.Obstacle;
import dev.neontasks.schema.plan.PendingChange;
import dev.neontasks.schema.plan.PlannedChange;

/** Goes through change sets in their order, and looks what each will find. */
public final class Planner {

    private final Connection connection;
    private final String newest;
    private final Catalogue catalogue;
    private final Foreseen there;
    private final List<PlannedChange> changes = new ArrayList<>();
    private final List<LocksOfOthers.Wanted> wanted = new ArrayList<>();
    private Optional<Obstacle> obstacle = Optional.empty();

    /**
     * @param home the schema in which the service is, if it is anywhere yet
     * @param newest the id of the last change set that the service waits for
     * @param columns those that the service's tables have, in the end, by table
     */
    public Planner(Connection connection, Optional<String> home, String newest, Map<String, List<String>> columns) {
        this.connection = connection;
        this.newest = newest;
        catalogue = new Catalogue(connection, home);
        there = new Foreseen(catalogue, columns);
    }

    /** Whether sessions of the role write, unless they say that they will not. */
    public static boolean isWritable(Connection connection) throws SQLException {
        return !new Catalogue(connection, Optional.empty()).surroundings().readOnly();
    }

    /** The tables that are still to be made. */
    public static Set<String> tables(List<PendingChange> changes) {
        return changes.stream().flatMap(change -> effects(change).stream()).filter(MakesRelation.class::isInstance)
                .map(MakesRelation.class::cast).filter(MakesRelation::isTable).map(MakesRelation::name)
                .collect(Collectors.toSet());
    }

    private static List<Effect> effects(PendingChange change) {
        return change.scripts().stream().flatMap(script -> SqlStatements.of(script).stream())
                .flatMap(statement -> StatementReader.effects(statement).stream()).toList();
    }

    /** Looks whether anything can be made at all. */
    public void begin() throws SQLException {
        meet(whereabouts(catalogue.surroundings()));
    }

    /** The next change set. */
    public void add(PendingChange change) throws SQLException {
        var locks = new LinkedHashMap<String, PlannedChange.TableLock>();
        var takes = Duration.ZERO;
        var read = !change.scripts().isEmpty();
        for (var effect : effects(change)) {
            meet(effect.obstacle(there).map(found -> found.of(change.id())));
            for (var lock : effect.locks(there)) {
                var relation = there.relation(lock.table()).orElseThrow();
                locks.putIfAbsent(lock.table() + lock.mode(), new PlannedChange.TableLock(lock.table(), lock.mode(),
                        relation.rows(), relation.bytes()));
                takes = takes.plus(lock.work().map(work -> work.on(relation.bytes())).orElse(Duration.ZERO));
                if (!change.online() || lock.mode().compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) > 0) {
                    // Online, for the lock that holds nobody up it waits as long as it must; for another a moment.
                    wanted.add(new LocksOfOthers.Wanted(relation.oid(), lock.table(), lock.mode(),
                            change.online()));
                }
            }
            effect.happen(there);
            read &= !(effect instanceof Unread);
        }
        changes.add(new PlannedChange(change.id(), change.online(), List.copyOf(locks.values()),
                read ? Optional.of(takes) : Optional.empty()));
    }

    /** What is applied will be noted in that table. Where it has still to be made, nobody else may be about to make it. */
    public void notesIn(String table, String lockOfWhoMakesIt) throws SQLException {
        var relation = catalogue.relation(table);
        if (relation.isPresent()) {
            wanted.add(new LocksOfOthers.Wanted(relation.get().oid(), table, LockMode.ROW_EXCLUSIVE));
            if (!relation.get().privileges().containsAll(Set.of("INSERT", "UPDATE"))) {
                meet(Optional.of(Needs.notOwned(table, relation.get())));
            }
            return;
        }
        catalogue.relation(lockOfWhoMakesIt).filter(lock -> lock.privileges().containsAll(Set.of("SELECT", "UPDATE")))
                .ifPresent(lock -> wanted.add(new LocksOfOthers.Wanted(lock.oid(), lockOfWhoMakesIt, LockMode.SHARE)));
    }

    /** Whether change sets that were added make it. */
    public boolean makes(String name) {
        return there.isMade(name);
    }

    /** What else is in the way, if nothing is so far. */
    public void meet(Optional<Obstacle> found) {
        obstacle = obstacle.or(() -> found);
    }

    /** Waits as long as a change set would, if others hold a lock that one needs. */
    public MigrationPlan plan() throws SQLException, InterruptedException {
        if (obstacle.isEmpty()) {
            meet(new LocksOfOthers(connection).lasting(wanted));
        }
        return new MigrationPlan(newest, List.copyOf(changes), obstacle);
    }

    private static Optional<Obstacle> whereabouts(Surroundings at) {
        if (at.schema().isEmpty()) {
            return Optional.of(new Obstacle(Obstacle.Kind.SEARCH_PATH_WITHOUT_SCHEMA, "the search path is " + at.searchPath()
                    + (at.hidden().isEmpty() ? ", and none of it is there"
                            : ", and the role " + at.role() + " may not use " + at.hidden())));
        } else if (!at.inSchema()) {
            return Optional.of(new Obstacle(Obstacle.Kind.PRIVILEGE_TO_CREATE_MISSING,
                    "the role " + at.role() + " may not create in the schema " + at.schema()));
        }
        return at.tablespace().isEmpty() ? Optional.empty()
                : Optional.of(new Obstacle(Obstacle.Kind.PRIVILEGE_TO_CREATE_MISSING,
                        "the role " + at.role() + " may not create in its default tablespace " + at.tablespace()));
    }
}
