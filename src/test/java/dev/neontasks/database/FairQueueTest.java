package dev.neontasks.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class FairQueueTest {

    private final FairQueue<String> queue = new FairQueue<>();

    @Test
    void takesTurnsWhateverOneHasPiledUp() {
        add("ann", "a1", "a2", "a3");
        add("bob", "b1", "b2");
        add("cy", "c1");
        assertThat(all()).containsExactly("a1", "b1", "c1", "a2", "b2", "a3");
    }

    @Test
    void aNewcomerComesBeforeThoseServedAlready() {
        add("ann", "a1", "a2");
        add("bob", "b1", "b2");
        assertThat(take(2)).containsExactly("a1", "b1");
        add("cy", "c1");
        assertThat(all()).containsExactly("c1", "a2", "b2");
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
        IntStream.range(0, 1000).mapToObj(Integer::toString).forEach(who -> queue.add(who, who));
        queue.add("quiet", "first");
        for (var turn = 0; turn < 2500; turn++) {
            queue.poll().filter(served -> !served.equals("first")).ifPresent(served -> queue.add(served, served));
        }
        queue.add("quiet", "again");
        assertThat(take(1)).containsExactly("again");
    }

    @Test
    void keepsTheOrderOfOne() {
        add("ann", "a1", "a2");
        queue.addFirst("ann", "a0");
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
        queue.poll();
        assertThat(queue.size()).isEqualTo(1);
        queue.poll();
        assertThat(queue.poll()).isEmpty();
        assertThat(queue.size()).isZero();
    }

    private void add(String who, String... items) {
        List.of(items).forEach(item -> queue.add(who, item));
    }

    private List<String> take(int count) {
        var taken = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            queue.poll().ifPresent(taken::add);
        }
        return taken;
    }

    private List<String> all() {
        var taken = new ArrayList<String>();
        for (Optional<String> next = queue.poll(); next.isPresent(); next = queue.poll()) {
            taken.add(next.get());
        }
        return taken;
    }
}
