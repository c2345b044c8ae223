package dev.neontasks.schema.statement;

import java.sql.SQLException;
import java.util.Optional;

import dev.neontasks.schema.catalogue.Foreseen;
import dev.neontasks.schema.catalogue.Relation;
import dev.neontasks.schema.plan.Obstacle;

/**
 * A table or an index is made.
 *
 * @param on the table of an index
 * @param unlessThere it is left out if there is anything of the name, which an index has to be, and on that table
 */
record MakesRelation(String name, Optional<String> on, boolean unlessThere) implements Effect {

    static MakesRelation table(String name, boolean unlessThere) {
        return new MakesRelation(name, Optional.empty(), unlessThere);
    }

    @Override
    public Optional<Obstacle> obstacle(Foreseen there) throws SQLException {
        var taken = there.relation(name).filter(Relation::here);
        if (taken.isPresent() && (!unlessThere || isAnother(taken.get()))) {
            return Optional.of(isTable() && there.looksLikeOurs(name, taken.get())
                    ? new Obstacle(Obstacle.Kind.CHANGE_LOG_LOST,
                            "the table " + name + " is there already, and no note that neon-tasks made it")
                    : new Obstacle(Obstacle.Kind.NAME_TAKEN, name + " is " + taken.get().described()));
        }
        return isTable() && taken.isEmpty() && there.catalogue().hasType(name)
                ? Optional.of(new Obstacle(Obstacle.Kind.NAME_TAKEN, name + " is a type, whose name no table can have"))
                : Optional.empty();
    }

    boolean isTable() {
        return on.isEmpty();
    }

    private boolean isAnother(Relation taken) {
        return on.filter(table -> !taken.table().equals(table)).isPresent();
    }

    @Override
    public void happen(Foreseen there) {
        there.make(name);
    }
}
