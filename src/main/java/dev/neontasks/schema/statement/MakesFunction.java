package dev.neontasks.schema.statement;

import java.sql.SQLException;
import java.util.Optional;

import dev.neontasks.schema.catalogue.Foreseen;
import dev.neontasks.schema.plan.Obstacle;

/** A function without parameters is made, or takes the place of one. */
record MakesFunction(String name, String returns, boolean replaces) implements Effect {

    @Override
    public Optional<Obstacle> obstacle(Foreseen there) throws SQLException {
        return there.catalogue().function(name)
                .filter(taken -> !replaces || !taken.owned() || !taken.returns().equals(returns))
                .map(taken -> new Obstacle(Obstacle.Kind.NAME_TAKEN, "%s() is a function of the role %s that returns %s"
                        .formatted(name, taken.owner(), taken.returns())));
    }
}
