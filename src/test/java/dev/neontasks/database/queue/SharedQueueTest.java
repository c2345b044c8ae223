package dev.neontasks.database.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class SharedQueueTest {

    private static final Asker ANN = Asker.account("ann");
    private static final Asker BOB = Asker.account("bob");
    private static final Asker SEARCHING = Asker.searching("ann");

    private static final int SEARCHES = 5;

    /** Their own items. */
    private final SharedQueue<Asker> queue = new SharedQueue<>(who -> who, SEARCHES);
    private final List<Asker> held = new ArrayList<>();

    @Test
    void leavesRoomForOthersWhenOneAsksForTooMuch() {
        assertThat(fill(ANN)).isEqualTo(150);
        assertThat(queue.add(BOB)).isTrue();
        assertThat(queue.size()).isEqualTo(151);
    }

    @Test
    void givesWhoeverIsAloneEverything() {
        add(ANN, 20);
        assertThat(poll(4)).hasSize(4);
    }

    @Test
    void letsFewSearchesWait() {
        assertThat(fill(SEARCHING)).isEqualTo(16);
        assertThat(queue.add(ANN)).isTrue();
    }

    @Test
    void givesWhoeverSearchesTwoEvenWhenNobodyElseWaits() {
        add(SEARCHING, 5);
        assertThat(poll(20)).hasSize(2);
        add(ANN, 3);
        assertThat(poll(20)).as("what is not searched for").hasSize(3);
        end(SEARCHING);
        assertThat(poll(20)).hasSize(1);
    }

    @Test
    void givesAllWhoSearchNoMoreThanFive() {
        for (var account = 0; account < 10; account++) {
            add(Asker.searching("account " + account), 3);
        }
        assertThat(queue.due()).isEqualTo(SEARCHES);
        assertThat(poll(20)).hasSize(SEARCHES);
        assertThat(queue.due()).isZero();
        add(ANN, 3);
        assertThat(queue.due()).isEqualTo(3);
        assertThat(poll(20)).containsOnly(ANN).hasSize(3);
        end(held.get(0));
        assertThat(queue.due()).isOne();
        assertThat(poll(20)).hasSize(1).allMatch(Asker::isSearching);
        end(held.get(0));
        assertThat(queue.removeIf(Asker::isSearching)).hasSize(24);
        assertThat(queue.due()).isZero();
        add(SEARCHING, 2);
        assertThat(queue.due()).isOne();
    }

    /** Who is promised a turn that there is none for would ask again and again. */
    @Test
    void tellsWhatCouldBePolled() {
        add(SEARCHING, 5);
        add(ANN, 3);
        assertThat(queue.due()).isEqualTo(5);
        assertThat(poll(20)).hasSize(5);
        assertThat(queue.due()).isZero();
        assertThat(queue.size()).isEqualTo(3);
        end(SEARCHING);
        assertThat(queue.due()).isOne();
        queue.addAgain(held.remove(held.indexOf(SEARCHING)));
        assertThat(queue.due()).isEqualTo(2);
        assertThat(queue.removeIf(SEARCHING::equals)).hasSize(4);
        assertThat(queue.due()).isZero();
    }

    @Test
    void givesNobodyMoreThanHalfWhileOthersWait() {
        add(ANN, 20);
        poll(5);
        add(BOB, 4);
        assertThat(poll(9)).containsOnly(BOB).hasSize(4);
    }

    /** However one asks: a search is one's own, too. */
    @Test
    void givesNobodyMoreThanHalfForWhatIsSearchedForAndWhatIsNotTogether() {
        for (var all : new int[] { 2, 3, 4, 5, 8, 20 }) {
            var shared = new SharedQueue<Asker>(who -> who, SEARCHES);
            for (var i = 0; i < 16; i++) {
                List.of(ANN, SEARCHING, BOB, BOB).forEach(shared::add);
            }
            var polled = new ArrayList<Asker>();
            for (var i = 0; i < all; i++) {
                shared.poll(all).ifPresent(polled::add);
            }
            assertThat(polled).as("%d of them", all).hasSize(all);
            assertThat(polled.stream().filter(who -> !who.equals(BOB))).as("of %d", all)
                    .hasSizeLessThanOrEqualTo((all + 1) / 2);
        }
    }

    @Test
    void countsWhatOneSearchesForUntilItHasEnded() {
        add(SEARCHING, 2);
        add(ANN, 2);
        assertThat(poll(4)).hasSize(4);
        add(ANN, 4);
        add(BOB, 4);
        end(SEARCHING);
        end(ANN);
        assertThat(poll(4)).containsOnly(BOB);
        end(SEARCHING);
        assertThat(poll(4)).containsExactly(ANN);
    }

    @Test
    void givesWhoeverHasMoreThanHalfNothingUntilOthersHaveTheirs() {
        add(ANN, 20);
        poll(4);
        add(BOB, 5);
        for (var ended = 0; ended < 2; ended++) {
            end(ANN);
            assertThat(poll(4)).containsExactly(BOB);
        }
        end(ANN);
        assertThat(poll(4)).containsExactly(ANN);
    }

    @Test
    void countsNothingThatWasGivenBack() {
        add(ANN, 5);
        poll(5).forEach(this::end);
        List.of(BOB, Asker.account("cy")).forEach(queue::add);
        poll(3);
        List.of(ANN, BOB).forEach(queue::add);
        assertThat(poll(3)).containsExactly(ANN);
    }

    @Test
    void letsEverybodyHaveTheOnlyOneInTurn() {
        add(ANN, 2);
        add(BOB, 2);
        for (var who : List.of(ANN, BOB, ANN, BOB)) {
            assertThat(poll(1)).containsExactly(who);
            end(who);
        }
    }

    @Test
    void takesWhatWaitsAgainFirst() {
        var both = new SharedQueue<String>(item -> ANN, SEARCHES);
        both.add("first");
        both.add("second");
        both.poll(2).ifPresent(both::addAgain);
        assertThat(both.poll(2)).contains("first");
    }

    @Test
    void leavesRoomForThoseWhoHaveAnAccountWhenStrangersCrowdIn() {
        var taken = 0;
        while (queue.add(Asker.stranger("address " + taken))) {
            taken++;
        }
        assertThat(taken).isEqualTo(2000);
        assertThat(queue.add(ANN)).isTrue();
    }

    /** Ten once were enough to keep everybody new out. */
    @Test
    void leavesRoomForANewcomerWhenAHundredAccountsHaveFilledIt() {
        for (var account = 0; account < 100; account++) {
            add(Asker.account("free account " + account), 100);
        }
        assertThat(queue.size()).isBetween(5_000, 5_100);
        assertThat(queue.add(Asker.account("free account 0"))).isFalse();
        assertThat(queue.add(ANN)).isTrue();
        assertThat(queue.add(ANN)).as("one at a time while it is full").isFalse();
        assertThat(queue.add(Asker.stranger("10.0.0.1"))).isTrue();
    }

    @Test
    void leavesRoomForAStrangerWhenAFewAddressesHaveFilledTheirPart() {
        for (var i = 0; i < 2_000; i++) {
            queue.add(Asker.stranger("address " + i % 20));
        }
        assertThat(queue.size()).isEqualTo(1_000);
        assertThat(queue.add(Asker.stranger("address 1"))).isFalse();
        assertThat(queue.add(Asker.stranger("address of ann"))).isTrue();
    }

    @Test
    void endsInAnyCase() {
        for (var i = 0; i < 20_000; i++) {
            queue.add(Asker.account("account " + i));
            queue.add(Asker.stranger("address " + i));
        }
        assertThat(queue.size()).isLessThanOrEqualTo(7_000);
    }

    private int fill(Asker who) {
        var taken = 0;
        while (queue.add(who)) {
            taken++;
        }
        return taken;
    }

    private void add(Asker who, int count) {
        IntStream.range(0, count).forEach(time -> queue.add(who));
    }

    /** All that there are {@code all} places for. */
    private List<Asker> poll(int all) {
        var polled = new ArrayList<Asker>();
        while (held.size() < all) {
            var next = queue.poll(all);
            if (next.isEmpty()) {
                break;
            }
            next.ifPresent(polled::add);
            next.ifPresent(held::add);
        }
        return polled;
    }

    private void end(Asker who) {
        held.remove(who);
        queue.ended(who);
    }
}
