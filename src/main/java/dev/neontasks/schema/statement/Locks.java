package dev.neontasks.schema.statement;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import dev.neontasks.schema.catalogue.Foreseen;
import dev.neontasks.schema.plan.LockMode;
import dev.neontasks.schema.plan.Obstacle;
import dev.neontasks.schema.plan.Work;

/** A statement locks a table until the change set is done, and works on what is in it meanwhile. */
record Locks(String table, LockMode mode, Optional<Work> work) implements Effect {

    Locks(String table, LockMode mode) {
        this(table, mode, Optional.empty());
    }

    @Override
    public Optional<Obstacle> obstacle(Foreseen there) throws SQLException {
        return there.isMade(table) || there.relation(table).isPresent() ? Optional.empty()
                : Optional.of(new Obstacle(Obstacle.Kind.SCHEMA_INCOMPLETE, "the table " + table + " is gone"));
    }

    @Override
    public List<Locks> locks(Foreseen there) throws SQLException {
        return there.relation(table).isPresent() ? List.of(this) : List.of();
    }
}
