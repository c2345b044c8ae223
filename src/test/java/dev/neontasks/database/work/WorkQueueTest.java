package dev.neontasks.database.work;

import static dev.neontasks.database.work.Pieces.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.pool.FakeConnections;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.queue.ConcurrencyLimit;
import dev.neontasks.database.work.Places.Place;

/** Who is started when, and what for: one step after the other, as the lock has it. */
class WorkQueueTest {

    private static final int MAX = 20;
    private static final Asker ANN = Asker.account("ann");

    private final FakeConnections connections = new FakeConnections(MAX);
    private final Queue<Place> started = new ArrayDeque<>();
    private final List<Place> serving = new ArrayList<>();
    private long time;
    private Instant now = NOON;
    private final WorkQueue queue = queue(MAX);

    @Test
    void makesFourConnectionsAtATime() {
        add(10);
        assertThat(started).hasSize(4);
        connects();
        assertThat(started).as("for the one that is made").hasSize(4);
        assertThat(serving).hasSize(1);
    }

    @Test
    void startsEverybodyForWhomThereIsAConnection() {
        add(12);
        IntStream.range(0, 12).forEach(time -> connects());
        allLeave();
        assertThat(connections.open().usable()).isEqualTo(12);
        add(12);
        assertThat(started).hasSize(12);
        takeIdle(12);
        assertThat(connections.open().count()).as("the burst before has left enough").isEqualTo(12);
        assertThat(started).isEmpty();
    }

    @Test
    void makesNoConnectionBesideOthersForWhatTheyServeSooner() {
        add(1);
        connects();
        now = NOON.plusMillis(20);
        allLeave();
        add(5);
        takeIdle(1);
        assertThat(started).as("one works, and has done the others before a connection is made").isEmpty();
        pass(Duration.ofMillis(59));
        assertThat(started).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(started).as("three times as long as it takes").hasSize(4);
    }

    @Test
    void waitsForNoLongStatementOfOthers() {
        add(1);
        connects();
        now = NOON.plusSeconds(10);
        allLeave();
        add(5);
        takeIdle(1);
        pass(Duration.ofMillis(100));
        assertThat(started).hasSize(4);
    }

    @Test
    void startsNobodyBesideWhoeverLooksOnceMore() {
        add(1);
        connects();
        var worker = serving.remove(0);
        assertThat(queue.next(worker, false, NOON)).isEmpty();
        add(1);
        assertThat(started).as("it gives its connection back, and then looks").isEmpty();
        assertThat(queue.isNeededAgain(worker)).isTrue();
        assertThat(queue.take(worker, connections.open().generation(), NOON)).isPresent();
    }

    @Test
    void letsALastLookEndWhenNobodyWaits() {
        add(1);
        connects();
        var worker = serving.remove(0);
        assertThat(queue.next(worker, false, NOON)).isEmpty();
        assertThat(queue.isNeededAgain(worker)).isFalse();
        add(1);
        assertThat(started).hasSize(1);
    }

    @Test
    void makesAnotherBesideOneThatHangsAndEightInAll() {
        add(20);
        assertThat(started).hasSize(4);
        pass(Duration.ofMillis(499));
        assertThat(started).hasSize(4);
        pass(Duration.ofMillis(1));
        assertThat(started).hasSize(8);
        pass(Duration.ofSeconds(5));
        assertThat(started).hasSize(8);
    }

    @Test
    void letsNobodyWaitForOneThatHangs() {
        add(1);
        pass(Duration.ofMillis(500));
        assertThat(started).hasSize(2);
        started.remove();
        connects();
        var worker = serving.get(0);
        assertThat(queue.next(worker, false, NOON)).isEmpty();
        assertThat(queue.isNeededAgain(worker)).isFalse();
        add(1);
        assertThat(started).as("for the connection that is there").hasSize(1);
    }

    @Test
    void letsNobodyWaitForAnIdleConnectionBecauseAnotherIsBeingMade() {
        add(1);
        connects();
        add(1);
        assertThat(started).as("makes a connection").hasSize(1);
        var worker = serving.remove(0);
        assertThat(queue.next(worker, false, NOON)).as("does it before that is there").isPresent();
        assertThat(queue.next(worker, false, NOON)).isEmpty();
        assertThat(queue.isNeededAgain(worker)).isFalse();
        started.remove();
        add(2);
        assertThat(started).as("for the idle one; who makes one will be there for the other").hasSize(1);
        takeIdle(1);
        assertThat(started).isEmpty();
    }

    @Test
    void leavesAfterThePieceItIsAtWhenTheLimitIsLower() {
        add(50);
        IntStream.range(0, MAX).forEach(time -> connects());
        var limit = halved();
        assertThat(started).isEmpty();
        assertThat(queue.busy()).isEqualTo(limit);
        step();
        assertThat(serving).as("the others go on").hasSize(limit);
        assertThat(connections.open().usable()).as("the pool keeps what they leave").isEqualTo(MAX);
    }

    @Test
    void beginsOthersBesideSearchesHoweverLowTheLimit() {
        add(50);
        IntStream.range(0, MAX).forEach(time -> connects());
        var limit = halved();
        IntStream.range(0, 5).forEach(account -> queue.add(Pieces.piece(Asker.searching("searcher " + account))));
        for (var turn = 0; turn < 20; turn++) {
            if (serving.get(0).work().filter(work -> work.who.isSearching()).isEmpty()) {
                step();
            } else {
                serving.add(serving.remove(0));
            }
            takeIdle(started.size());
        }
        assertThat(queue.running(work -> work.who.isSearching())).hasSize(5);
        assertThat(queue.running(work -> !work.who.isSearching())).hasSize(limit);
    }

    @Test
    void beginsOthersBesideWhatIsSlow() {
        add(50);
        IntStream.range(0, MAX).forEach(time -> connects());
        var limit = halved();
        queue.look(now.plusMillis(99));
        assertThat(started).isEmpty();
        now = now.plusSeconds(1);
        queue.look(now);
        assertThat(started).as("for as many as there are connections").hasSize(MAX - limit);
        takeIdle(MAX - limit);
        assertThat(queue.busy()).isEqualTo(MAX);
        while (serving.size() > limit) {
            step();
        }
        assertThat(queue.busy()).as("when that is over").isEqualTo(limit);
    }

    @Test
    void connectsOneAtATimeWhileItFailsAndNotAtAllDuringAPause() {
        add(10);
        var first = started.remove();
        assertThat(queue.hasFailed(first, Optional.of(FailureKind.REFUSED))).isTrue();
        assertThat(queue.hasFailed(started.remove(), Optional.of(FailureKind.REFUSED))).isFalse();
        assertThat(queue.hasFailed(started.remove(), Optional.of(FailureKind.REFUSED))).isFalse();
        assertThat(queue.hasFailed(started.remove(), Optional.of(FailureKind.REFUSED))).isFalse();
        add(10);
        queue.look(now);
        assertThat(started).isEmpty();
        assertThat(queue.resume(first)).isTrue();
        add(10);
        assertThat(started).isEmpty();
        assertThat(queue.failure()).contains(FailureKind.REFUSED);
        started.add(first);
        connects();
        assertThat(started).hasSize(4);
        assertThat(queue.failure()).isEmpty();
    }

    @Test
    void startsNobodyForSearchesThatHaveToWaitForTheirOwn() {
        IntStream.range(0, 5).forEach(search -> queue.add(Pieces.piece(Asker.searching("ann"))));
        assertThat(started).hasSize(2);
        connects();
        connects();
        assertThat(started).isEmpty();
        assertThat(queue.waiting()).isEqualTo(3);
        assertThat(queue.next(serving.get(0), false, NOON)).as("the next of them").isPresent();
    }

    @Test
    void hasNoMorePlacesThanThereMayBe() {
        add(50);
        IntStream.range(0, MAX).forEach(time -> connects());
        assertThat(started).isEmpty();
        assertThat(queue.busy()).isEqualTo(MAX);
    }

    @Test
    void leavesWithAConnectionOfASuspectGenerationAndMakesOthers() {
        add(30);
        IntStream.range(0, MAX).forEach(time -> connects());
        connections.open().retire(connections.open().generation());
        var worker = serving.remove(0);
        assertThat(queue.next(worker, true, NOON)).isEmpty();
        assertThat(queue.waiting()).as("what failed on it waits again").isEqualTo(11);
        connections.close();
        assertThat(queue.isNeededAgain(worker)).isTrue();
    }

    @Test
    void makesRoomOfWhatTheServerHasEnded() {
        var single = queue(1);
        started.clear();
        single.add(Pieces.piece(ANN));
        connects(single);
        var worker = serving.remove(0);
        assertThat(single.next(worker, false, NOON)).isEmpty();
        assertThat(single.isNeededAgain(worker)).isFalse();
        connections.open().retire(connections.open().generation());
        single.add(Pieces.piece(ANN));
        assertThat(started).as("who borrows takes the suspect one out of the pool").hasSize(1);
    }

    @Test
    void skipsWhoeverHasGone() {
        var gone = Pieces.left(ANN);
        queue.add(gone);
        add(1);
        connects();
        assertThat(queue.busy()).isOne();
        assertThat(queue.waiting()).isZero();
        assertThat(queue.running(work -> work == gone)).isEmpty();
    }

    @Test
    void givesUpWhatWaitsWithTheLastPlaceThatCannotBeStarted() {
        add(2);
        assertThat(queue.abandon(started.remove())).isEmpty();
        assertThat(queue.abandon(started.remove())).hasSize(2);
        assertThat(queue.waiting()).isZero();
        add(1);
        assertThat(started).hasSize(1);
    }

    @Test
    void neverSaysThatSomethingWaitedForLessThanNoTime() {
        var piece = Pieces.piece(ANN);
        queue.add(piece);
        assertThat(queue.take(started.remove(), 0, NOON.minusNanos(1))).isPresent();
        assertThat(piece.waited()).isZero();
    }

    /** What is served at once has to wait for each other, until the limit is half; those who are too many then leave. */
    private int halved() {
        while (queue.limit() == MAX) {
            add(1);
            now = now.plusMillis(5);
            step();
        }
        var limit = queue.limit();
        assertThat(limit).isEqualTo(MAX / 2);
        while (serving.size() > limit) {
            step();
        }
        return limit;
    }

    /** The first ends what it is at. */
    private void step() {
        var worker = serving.remove(0);
        if (queue.next(worker, false, now).isPresent()) {
            serving.add(worker);
        } else {
            assertThat(queue.isNeededAgain(worker)).isFalse();
        }
    }

    private WorkQueue queue(int max) {
        var made = new WorkQueue(new ConcurrencyLimit(max), connections.open(), () -> time);
        made.staffedBy(started::add);
        return made;
    }

    private void add(int count) {
        IntStream.range(0, count).forEach(piece -> queue.add(Pieces.piece(ANN)));
    }

    private void pass(Duration duration) {
        time += duration.toNanos();
        queue.look(now);
    }

    /** The first that was started has made a connection. */
    private void connects() {
        connects(queue);
    }

    private void connects(WorkQueue asked) {
        connections.make();
        var place = started.remove();
        serving.add(place);
        assertThat(asked.take(place, connections.open().generation(), NOON)).isPresent();
    }

    private void takeIdle(int count) {
        IntStream.range(0, count).forEach(time -> {
            var place = started.remove();
            serving.add(place);
            assertThat(queue.take(place, connections.open().generation(), NOON)).isPresent();
        });
    }

    private void allLeave() {
        serving.forEach(place -> {
            assertThat(queue.next(place, false, now)).isEmpty();
            assertThat(queue.isNeededAgain(place)).isFalse();
        });
        serving.clear();
    }
}
