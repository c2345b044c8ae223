package dev.neontasks.schema.statement;

import java.sql.SQLException;
import java.util.Optional;

import dev.neontasks.schema.catalogue.Foreseen;
import dev.neontasks.schema.plan.Obstacle;

/** A table gets a trigger. */
record MakesTrigger(String name, String table) implements Effect {

    @Override
    public Optional<Obstacle> obstacle(Foreseen there) throws SQLException {
        return there.relation(table).filter(relation -> relation.triggers().contains(name)).map(
                relation -> new Obstacle(Obstacle.Kind.NAME_TAKEN, name + " is a trigger of the table " + table + " already"));
    }
}
