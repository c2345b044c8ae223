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
        return Needs.toChange(there, name, "altered", unlessGone);
    }

    @Override
    public List<Locks> locks(Foreseen there) throws SQLException {
        return there.relation(name).isPresent() ? List.of(new Locks(name, LockMode.ACCESS_EXCLUSIVE)) : List.of();
    }
}
