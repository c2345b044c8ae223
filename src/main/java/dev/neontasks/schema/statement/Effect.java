package dev.neontasks.schema.statement;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import dev.neontasks.schema.catalogue.Foreseen;
import dev.neontasks.schema.plan.Obstacle;

/** One thing that a statement does or needs. Names are as they stand in the statement. */
sealed interface Effect
        permits Locks, MakesRelation, MakesFunction, MakesTrigger, AddsColumn, DropsRelation, RenamesIndex, ChangesIndex, Needs,
        Unread {

    /** What keeps it from coming about in the database as it is when its turn comes. */
    default Optional<Obstacle> obstacle(Foreseen there) throws SQLException {
        return Optional.empty();
    }

    /** Changes what is there for those that come after it. */
    default void happen(Foreseen there) {
    }

    /** Locks that others may hold now, or want. */
    default List<Locks> locks(Foreseen there) throws SQLException {
        return List.of();
    }
}
