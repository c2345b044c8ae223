package dev.neontasks.database.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class FairQueueTest {

    private static final Asker ANN = Asker.account("ann");
    private static final Predicate<Asker> HOLDS_NOTHING = who -> false;

    private final FairQueue<String> queue = new FairQueue<>();

    @Test
    void takesTurnsWhateverOneHasPiledUp() {
        add("ann", "a1", "a2", "a3");
        add("bob", "b1", "b2");
        add("cy", "c1");
        assertThat(all()).containsExactly("a1", "b1", "c1", "a2", "b2", "a3");
    }

    @Test
    void aNewcomerComesBeforeThoseServedAlreadyButOnlyEveryOtherTurn() {
        add("ann", "a1", "a2");
        add("bob", "b1", "b2");
        assertThat(take(2)).containsExactly("a1", "b1");
        add("cy", "c1");
        add("dan", "d1");
        assertThat(all()).containsExactly("c1", "a2", "d1", "b2");
    }

    @Test
    void newcomersWithoutEndKeepNobodyWaiting() {
        add("ann", "a1", "a2");
        take(1);
        for (var turn = 1; turn <= 9000; turn++) {
            add("newcomer " + turn, "n");
            if (take(1).contains("a2")) {
                assertThat(turn).isLessThanOrEqualTo(2);
                return;
            }
        }
        fail("still waiting");
    }

    @Test
    void strangersWithoutEndLeaveEveryOtherTurnToThoseWhoHaveAnAccount() {
        IntStream.range(0, 1000).forEach(number -> queue.add(Asker.stranger("early " + number), "s"));
        add("ann", "a1");
        add("bob", "b1");
        assertThat(take(4)).containsExactly("a1", "s", "b1", "s");
    }

    @Test
    void theServiceItselfWaitsForNobodysCrowd() {
        IntStream.range(0, 1000).forEach(number -> queue.add(Asker.stranger("early " + number), "s"));
        IntStream.range(0, 1000).forEach(number -> add("early " + number, "a"));
        take(100);
        queue.add(Asker.service("check"), "check");
        assertThat(take(6)).contains("check");
    }

    @Test
    void whoeverHoldsTheirShareIsPassedOverWhileAnotherWaits() {
        add("ann", "a1", "a2");
        add("bob", "b1");
        Predicate<Asker> isAnn = ANN::equals;
        assertThat(queue.poll(isAnn, HOLDS_NOTHING, true)).hasValue("b1");
        assertThat(queue.poll(isAnn, HOLDS_NOTHING, true)).hasValue("a1");
    }

    @Test
    void whoeverWasServedLongestAgoComesFirst() {
        add("busy", "b1", "b2", "b3");
        add("quiet", "q1");
        assertThat(take(3)).containsExactly("b1", "q1", "b2");
        add("quiet", "q2");
        assertThat(all()).containsExactly("q2", "b3");
    }

    /** Each of a thousand asks again as soon as it is served; somebody who seldom asks does not queue behind all of them. */
    @Test
    void whoeverSeldomAsksComesBeforeAThousandWhoAlwaysWait() {
        IntStream.range(0, 1000).mapToObj(Integer::toString).forEach(who -> add(who, who));
        add("quiet", "first");
        for (var turn = 0; turn < 2500; turn++) {
            queue.poll(HOLDS_NOTHING, HOLDS_NOTHING, true).filter(served -> !served.equals("first"))
                    .ifPresent(served -> add(served, served));
        }
        add("quiet", "again");
        assertThat(take(1)).containsExactly("again");
    }

    @Test
    void keepsTheOrderOfOne() {
        add("ann", "a1", "a2");
        queue.addFirst(ANN, "a0");
        assertThat(all()).containsExactly("a0", "a1", "a2");
    }

    @Test
    void takesOutWhatMatches() {
        add("ann", "a1", "late");
        add("bob", "late");
        add("cy", "c1");
        assertThat(queue.removeIf("late"::equals)).containsExactlyInAnyOrder("late", "late");
        assertThat(queue.size()).isEqualTo(2);
        assertThat(all()).containsExactly("a1", "c1");
    }

    @Test
    void countsWhatWaits() {
        assertThat(queue.size()).isZero();
        add("ann", "a1", "a2");
        queue.poll(HOLDS_NOTHING, HOLDS_NOTHING, true);
        assertThat(queue.size()).isEqualTo(1);
        queue.poll(HOLDS_NOTHING, HOLDS_NOTHING, true);
        assertThat(queue.poll(HOLDS_NOTHING, HOLDS_NOTHING, true)).isEmpty();
        assertThat(queue.size()).isZero();
    }

    /** As many as there is room for may wait for a search, and one turn is for none of them. */
    @Test
    void looksAtNoneOfThoseWhoSearchWhileNobodyMay() {
        IntStream.range(0, 5_000).forEach(number -> queue.add(Asker.searching("early " + number), "search"));
        add("ann", "a1");
        var looks = new AtomicInteger();
        Predicate<Asker> looking = who -> looks.incrementAndGet() < 0;
        assertThat(queue.poll(looking, looking, false)).hasValue("a1");
        assertThat(queue.poll(looking, looking, false)).isEmpty();
        assertThat(looks).hasValueLessThan(20);
        assertThat(queue.poll(looking, looking, true)).hasValue("search");
    }

    private void add(String who, String... items) {
        List.of(items).forEach(item -> queue.add(Asker.account(who), item));
    }

    private List<String> take(int count) {
        var taken = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            queue.poll(HOLDS_NOTHING, HOLDS_NOTHING, true).ifPresent(taken::add);
        }
        return taken;
    }

    private List<String> all() {
        var taken = new ArrayList<String>();
        for (Optional<String> next = queue.poll(HOLDS_NOTHING, HOLDS_NOTHING, true); next
                .isPresent(); next = queue.poll(HOLDS_NOTHING, HOLDS_NOTHING, true)) {
            taken.add(next.get());
        }
        return taken;
    }
}
