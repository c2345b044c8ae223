package dev.neontasks.schema.statement;

import java.sql.SQLException;
import java.util.Optional;

import dev.neontasks.schema.catalogue.Foreseen;
import dev.neontasks.schema.plan.Obstacle;

/** An index gets another name. Its table is not locked for that. */
record RenamesIndex(String name, String to) implements Effect {

    @Override
    public Optional<Obstacle> obstacle(Foreseen there) throws SQLException {
        var found = there.relation(name);
        if (found.isPresent() && !found.get().owned()) {
            return Optional.of(Needs.notOwned(name, found.get()));
        }
        return found.isEmpty() && !there.isMade(name)
                ? Optional.of(new Obstacle(Obstacle.Kind.SCHEMA_INCOMPLETE, name + ", which is to be renamed, is gone"))
                : new MakesRelation(to, Optional.of(name), false).obstacle(there);
    }

    @Override
    public void happen(Foreseen there) {
        there.drop(name);
        there.make(to);
    }
}
