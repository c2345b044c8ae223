package dev.neontasks.schema.statement;

import java.sql.SQLException;
import java.util.Optional;

import dev.neontasks.schema.catalogue.Foreseen;
import dev.neontasks.schema.plan.Obstacle;

/**
 * A table gets a column.
 *
 * @param unlessThere it is left out if the table has one of the name
 */
record AddsColumn(String table, String column, boolean unlessThere) implements Effect {

    @Override
    public Optional<Obstacle> obstacle(Foreseen there) throws SQLException {
        return there.relation(table).filter(relation -> !unlessThere && relation.columns().contains(column))
                .map(relation -> there.looksLikeOurs(table, relation)
                        ? new Obstacle(Obstacle.Kind.CHANGE_LOG_LOST,
                                "the column " + name() + " is there already, and no note that neon-tasks made it")
                        : new Obstacle(Obstacle.Kind.NAME_TAKEN, name() + " is a column that is there already"));
    }

    private String name() {
        return table + "." + column;
    }

    @Override
    public void happen(Foreseen there) {
        there.make(name());
    }
}
