package dev.neontasks.schema.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done to bring a schema up to date.
 *
 * @param newest the id of the last change set of this version that the service waits for
 * @param changes those that are pending, in the order they apply
 * @param obstacle what a migration would meet first, if anything is in its way
 */
public record MigrationPlan(String newest, List<PlannedChange> changes, Optional<Obstacle> obstacle) {

    /** What {@link PlannedChange#takes} goes by. */
    public static final String BASIS = Work.basis();

    /** Empty if that of one is not known. */
    public Optional<Duration> takes() {
        return changes.stream().map(PlannedChange::takes).reduce(Optional.of(Duration.ZERO),
                (all, one) -> all.flatMap(sum -> one.map(sum::plus)));
    }
}
