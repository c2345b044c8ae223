package dev.neontasks.schema.statement;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import dev.neontasks.schema.catalogue.Foreseen;
import dev.neontasks.schema.plan.LockMode;
import dev.neontasks.schema.plan.Obstacle;

/**
 * A table or an index is dropped.
 *
 * @param unlessGone nothing is done if there is none, nor to an index on somebody else's table
 * @param mode how its table is locked for it
 */
record DropsRelation(String name, boolean unlessGone, LockMode mode) implements Effect {

    @Override
    public Optional<Obstacle> obstacle(Foreseen there) throws SQLException {
        var found = there.relation(name);
        return unlessGone && found.isPresent() && there.isOfOthers(found.get()) ? Optional.empty()
                : Needs.toChange(there, name, "dropped", unlessGone);
    }

    @Override
    public void happen(Foreseen there) {
        there.drop(name);
    }

    @Override
    public List<Locks> locks(Foreseen there) throws SQLException {
        var table = there.relation(name).map(relation -> relation.table().isEmpty() ? name : relation.table());
        return table.map(locked -> List.of(new Locks(locked, mode))).orElse(List.of());
    }
}
