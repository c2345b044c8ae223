package dev.neontasks.schema.changelog;

import java.util.Optional;

import dev.neontasks.schema.plan.Obstacle;

/**
 * The schema in which the service is.
 *
 * @param schema with its change log; empty if none of the search path has it
 * @param obstacle why nothing may be made in the first schema of the search path: what the service has is elsewhere
 */
public record Home(Optional<String> schema, Optional<Obstacle> obstacle) {

    /** Throws if there is an obstacle. */
    public void require() {
        obstacle.ifPresent(found -> {
            throw new IllegalStateException(found.detail());
        });
    }
}
