package dev.neontasks.schema.statement;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import dev.neontasks.schema.catalogue.Foreseen;
import dev.neontasks.schema.plan.LockMode;
import dev.neontasks.schema.plan.Obstacle;

/**
 * An index that stays is altered. Its table is not locked for that, though whoever reads or writes there needs the index as
 * well.
 *
 * @param unlessGone nothing is done if there is none
 */
record ChangesIndex(String name, boolean unlessGone) implements Effect {

    @Override
    public Optional<Obstacle> obstacle(Foreseen there) throws SQLException {
        if (there.isMade(name)) {
            return Optional.empty();
        }
        var found = there.relation(name);
        if (found.isEmpty()) {
            return unlessGone ? Optional.empty()
                    : Optional.of(new Obstacle(Obstacle.Kind.SCHEMA_INCOMPLETE, name + ", which is to be altered, is gone"));
        }
        return found.get().owned() ? Optional.empty() : Optional.of(Needs.notOwned(name, found.get()));
    }

    @Override
    public List<Locks> locks(Foreseen there) throws SQLException {
        return there.relation(name).isPresent() ? List.of(new Locks(name, LockMode.ACCESS_EXCLUSIVE)) : List.of();
    }
}
