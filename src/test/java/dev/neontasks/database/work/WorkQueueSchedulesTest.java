package dev.neontasks.database.work;

import static dev.neontasks.database.work.Pieces.NOON;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
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
    /** How many the operation of this thread has started. */
    private static final ThreadLocal<Integer> STARTED = ThreadLocal.withInitial(() -> 0);

    private final WorkQueue queue = new WorkQueue(new ConcurrencyLimit(WORKERS), new NumberedPool(WORKERS).with(WORKERS).open(),
            () -> 0);
    private final List<Place> places = new ArrayList<>();
    private final Step[] steps = { Step.WORKS, Step.LEAVES };

    @Test
    void decidesAsOneAfterTheOtherWould() {
        Schedules.check(WorkQueueSchedulesTest.class, TwoWorkers.class, SharedQueue.class, ThreadLocal.class);
    }

    /** Returns how many are started for it. */
    @Operation
    public int add(@Param(name = "who") int who, @Param(name = "piece") int number) {
        return started(begun -> begun.add(piece(who, number)));
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

    /** Something failed that nobody expects to. Returns how many pieces are given up for it. */
    @Operation
    public int breakOff(@Param(name = "thread") int thread) {
        var begun = queue();
        var worker = thread % WORKERS;
        if (steps[worker] == Step.IS_GONE) {
            return 0;
        }
        steps[worker] = Step.IS_GONE;
        return begun.abandon(places.get(worker)).size();
    }

    @Operation
    public int takeOut(@Param(name = "who") int who) {
        return queue().takeOut(work -> work.who.equals(ThreeAskers.ASKERS.get(who))).size();
    }

    @Operation
    public int running(@Param(name = "who") int who) {
        return queue().running(work -> work.who.equals(ThreeAskers.ASKERS.get(who))).size();
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
    public int look() {
        return started(queue -> queue.look(NOON));
    }

    /** Once nobody does anything, whoever looks without the lock sees what there is. */
    @Validate
    public void isSeenAsItIs() {
        var seen = List.of(queue.busy(), queue.waiting());
        var found = List.of(queue.running(work -> true).size(), queue.takeOut(work -> true).size());
        if (!seen.equals(found)) {
            throw new IllegalStateException("Busy and waiting are " + found + ", and seen as " + seen);
        }
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
        STARTED.set(0);
        return begun(worker, done == Step.WORKS ? begun.next(place, again, NOON) : begun.take(place, 0, NOON));
    }

    private int started(Consumer<WorkQueue> decision) {
        var begun = queue();
        STARTED.set(0);
        decision.accept(begun);
        return STARTED.get();
    }

    /** Not by the constructor, in which what is hashed by its identity is hashed otherwise than in the operations. */
    private synchronized WorkQueue queue() {
        if (places.isEmpty()) {
            queue.staffedBy(places::add);
            for (var worker = 0; worker < WORKERS; worker++) {
                queue.add(piece(ThreeAskers.ANN, worker));
                queue.take(places.get(worker), 0, NOON);
            }
            queue.next(places.get(1), false, NOON);
            // Whoever is started from now on gets no connection while this lasts.
            queue.staffedBy(place -> STARTED.set(STARTED.get() + 1));
        }
        return queue;
    }

    private String begun(int worker, Optional<Work<?>> work) {
        steps[worker] = work.isPresent() ? Step.WORKS : Step.LEAVES;
        return TwoWorkers.said(work.map(begun -> (int) Duration.between(NOON, begun.asked).toSeconds()), STARTED.get());
    }

    private static Work<?> piece(int who, int number) {
        var asked = NOON.plusSeconds(number);
        return Pieces.unheard(ThreeAskers.ASKERS.get(who), asked);
    }
}
