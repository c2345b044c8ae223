package dev.neontasks.schema.changelog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import dev.neontasks.schema.plan.Obstacle;

/**
 * What is noted as applied in the first schema of the search path in which the service has noted something. Others' change
 * logs, wherever they stand, are passed by.
 *
 * @param applied whoever's, by their names
 */
record FoundChangeLog(Home home, Map<String, AppliedChangeSet> applied) {

    static FoundChangeLog of(Connection connection, NeededTables needed, Predicate<AppliedChangeSet> ours)
            throws SQLException {
        var path = PathSchema.all(connection, needed);
        var current = path.stream().filter(PathSchema::current).findFirst();
        Map<String, AppliedChangeSet> others = new HashMap<>();
        for (var schema : path) {
            // Of the one where tables are made, everything has to be known.
            if (schema.current() ? schema.logged() : schema.readable()) {
                var applied = AppliedChangeSet.all(connection, schema);
                if (applied.values().stream().anyMatch(ours)) {
                    return new FoundChangeLog(new Home(Optional.of(schema.name()), schema.current() ? Optional.empty()
                            : Optional.of(elsewhere("the service's change log is", schema, current))), applied);
                } else if (schema.current()) {
                    others = applied;
                }
            }
        }
        return new FoundChangeLog(new Home(Optional.empty(), hidden(path, current)), others);
    }

    /** Tables that look like the service's, though it has noted nothing that may be read. */
    private static Optional<Obstacle> hidden(List<PathSchema> path, Optional<PathSchema> current) {
        if (current.filter(PathSchema::ours).isPresent()) {
            return Optional.empty();
        }
        return path.stream().filter(PathSchema::ours).findFirst().map(schema -> schema.readable() || !schema.logged()
                && schema.usable() ? elsewhere("tables like the service's are", schema, current)
                        : new Obstacle(Obstacle.Kind.PRIVILEGE_ON_TABLES_MISSING, "tables like the service's are in the schema "
                                + schema.name() + (schema.usable() ? ", whose databasechangelog the role may not read"
                                        : ", which the role may not use")));
    }

    private static Obstacle elsewhere(String what, PathSchema schema, Optional<PathSchema> current) {
        return new Obstacle(Obstacle.Kind.CHANGE_LOG_ELSEWHERE, "%s in the schema %s, and tables would be made in the schema"
                .formatted(what, schema.name())
                + " %s, which stands before it on the search path".formatted(current.map(PathSchema::name).orElse("")));
    }
}
