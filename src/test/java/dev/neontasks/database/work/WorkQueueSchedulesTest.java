package dev.neontasks.database.work;

import static dev.neontasks.database.work.Pieces.NOON;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.Schedules;
import dev.neontasks.database.pool.NumberedPool;
import dev.neontasks.database.queue.ConcurrencyLimit;
import dev.neontasks.database.queue.SharedQueue;
import dev.neontasks.database.work.Places.Place;
import dev.neontasks.database.work.TwoWorkers.Step;

/**
 * Two workers, and whoever asks or looks meanwhile, take turns as one after the other would: nothing comes or goes in parts.
 */
@Tag("parts")
@Param(name = "thread", gen = ThreadIdGen.class)
@Param(name = "who", gen = IntGen.class, conf = "0:2")
@Param(name = "piece", gen = IntGen.class, conf = "10:99")
public class WorkQueueSchedulesTest {

    private static final int WORKERS = TwoWorkers.WORKERS;

    private final WorkQueue queue = new WorkQueue(new ConcurrencyLimit(WORKERS), new NumberedPool(WORKERS).with(WORKERS).open(),
            () -> 0);
    private final List<Place> places = new ArrayList<>();
    private final Step[] steps = { Step.WORKS, Step.WORKS };

    @Test
    void decidesAsOneAfterTheOtherWould() {
        Schedules.check(WorkQueueSchedulesTest.class, TwoWorkers.class, SharedQueue.class);
    }

    @Operation
    public boolean add(@Param(name = "who") int who, @Param(name = "piece") int number) {
        return queue().add(piece(who, number));
    }

    /** The next that a worker does; its connection is the one that it has, or an idle one. */
    @Operation
    public String step(@Param(name = "thread") int thread) {
        return step(thread % WORKERS, false);
    }

    /** The connection broke, and what it was used for runs once more. */
    @Operation
    public String stepAgain(@Param(name = "thread") int thread) {
        return step(thread % WORKERS, true);
    }

    @Operation
    public int takeOut(@Param(name = "who") int who) {
        return queue().takeOut(work -> work.who.equals(TwoWorkers.ASKERS.get(who))).size();
    }

    @Operation
    public int running(@Param(name = "who") int who) {
        return queue().running(work -> work.who.equals(TwoWorkers.ASKERS.get(who))).size();
    }

    @Operation
    public int waiting() {
        return queue().waiting();
    }

    @Operation
    public int busy() {
        return queue().busy();
    }

    @Operation
    public void look() {
        queue().look(NOON);
    }

    private String step(int worker, boolean again) {
        var begun = queue();
        var place = places.get(worker);
        var done = steps[worker];
        if (done == Step.IS_GONE) {
            return done.name();
        } else if (done == Step.LEAVES) {
            steps[worker] = begun.isNeededAgain(place) ? Step.CONNECTS : Step.IS_GONE;
            return steps[worker].name();
        }
        return begun(worker, done == Step.WORKS ? begun.next(place, again, NOON) : begun.take(place, 0, NOON));
    }

    /** Not by the constructor, in which what is hashed by its identity is hashed otherwise than in the operations. */
    private synchronized WorkQueue queue() {
        if (places.isEmpty()) {
            queue.staffedBy(places::add);
            for (var worker = 0; worker < WORKERS; worker++) {
                queue.add(piece(TwoWorkers.ANN, worker));
                queue.take(places.get(worker), 0, NOON);
            }
            // Whoever is started from now on gets no connection while this lasts.
            queue.staffedBy(place -> {
            });
        }
        return queue;
    }

    private String begun(int worker, Optional<Work<?>> work) {
        steps[worker] = work.isPresent() ? Step.WORKS : Step.LEAVES;
        return work.map(begun -> "begins " + Duration.between(NOON, begun.asked).toSeconds()).orElse(steps[worker].name());
    }

    private static Work<?> piece(int who, int number) {
        var asked = NOON.plusSeconds(number);
        return Pieces.unheard(TwoWorkers.ASKERS.get(who), asked);
    }
}
