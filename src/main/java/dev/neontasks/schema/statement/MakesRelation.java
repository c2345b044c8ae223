package dev.neontasks.schema.statement;

import java.sql.SQLException;
import java.util.Optional;

import dev.neontasks.schema.catalogue.Foreseen;
import dev.neontasks.schema.catalogue.Relation;
import dev.neontasks.schema.plan.Obstacle;

/**
 * A table or an index is made.
 *
 * @param unlessThere it is left out if there is anything of the name
 */
record MakesRelation(String name, boolean table, boolean unlessThere) implements Effect {

    @Override
    public Optional<Obstacle> obstacle(Foreseen there) throws SQLException {
        var taken = there.relation(name).filter(Relation::here);
        if (taken.isPresent() && !unlessThere) {
            return Optional.of(table && there.looksLikeOurs(name, taken.get())
                    ? new Obstacle(Obstacle.Kind.CHANGE_LOG_LOST,
                            "the table " + name + " is there already, and no note that neon-tasks made it")
                    : new Obstacle(Obstacle.Kind.NAME_TAKEN, name + " is " + taken.get().described()));
        }
        return table && taken.isEmpty() && there.catalogue().hasType(name)
                ? Optional.of(new Obstacle(Obstacle.Kind.NAME_TAKEN, name + " is a type, whose name no table can have"))
                : Optional.empty();
    }

    @Override
    public void happen(Foreseen there) {
        there.make(name);
    }
}
