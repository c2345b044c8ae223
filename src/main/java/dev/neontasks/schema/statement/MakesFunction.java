package dev.neontasks.schema.statement;

import java.sql.SQLException;
import java.util.Optional;

import dev.neontasks.schema.catalogue.Foreseen;
import dev.neontasks.schema.plan.Obstacle;

/**
 * A function is made, or takes the place of one.
 *
 * @param types of its parameters
 */
record MakesFunction(String name, String types, String returns, boolean replaces) implements Effect {

    /** Unlike any relation's. */
    private String signature() {
        return "%s(%s)".formatted(name, types);
    }

    @Override
    public Optional<Obstacle> obstacle(Foreseen there) throws SQLException {
        return there.catalogue().function(name, types)
                .filter(taken -> !replaces || !taken.owned() || !taken.returns().equals(returns))
                .map(taken -> new Obstacle(Obstacle.Kind.NAME_TAKEN, "%s is a function of the role %s that returns %s"
                        .formatted(signature(), taken.owner(), taken.returns())));
    }

    @Override
    public void happen(Foreseen there) {
        there.make(signature());
    }
}
