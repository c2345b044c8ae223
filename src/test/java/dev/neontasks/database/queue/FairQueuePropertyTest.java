package dev.neontasks.database.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link FairQueue} promises, whoever comes whenever: nothing is lost, each lane keeps its order, and nobody waits for
 * more than those who were there before. The seed is fixed: a run that fails fails again.
 */
class FairQueuePropertyTest {

    private static final int TURNS = 20_000;
    /** Sometimes it holds its share, and may then have to wait. */
    private static final Asker GREEDY = Asker.account("greedy");

    /** @param due the turn by which it is promised */
    private record Item(Asker who, int number, int[] due) {
    }

    private final FairQueue<Item> queue = new FairQueue<>();
    private final Map<Asker, Deque<Item>> waiting = new HashMap<>();
    private int turn;
    private int added;
    private int served;

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 10, 100, 1000 })
    void nobodyWaitsForThoseWhoComeLater(int regulars) {
        var random = new Random(regulars);
        for (turn = 1; turn <= TURNS; turn++) {
            // A newcomer in every turn, as many as are served; and as long as there is room, one of those who come often.
            add(switch (random.nextInt(3)) {
                case 0 -> Asker.account("newcomer " + turn);
                case 1 -> Asker.searching("newcomer " + turn);
                default -> Asker.stranger("newcomer " + turn);
            });
            if (waiting.size() <= regulars) {
                var kinds = Asker.Kind.values();
                var often = random.nextInt(regulars);
                add(new Asker(kinds[often % kinds.length], "regular " + often));
            }
            if (queue.size(GREEDY) < 2) {
                add(GREEDY);
            }
            var isFull = random.nextBoolean();
            poll(who -> isFull && who.equals(GREEDY));
            assertThat(queue.size()).isEqualTo(added - served);
        }
        while (served < added) {
            turn++;
            poll(who -> false);
        }
        assertThat(queue.size()).isZero();
    }

    private void add(Asker who) {
        var item = new Item(who, added++, new int[1]);
        var lane = waiting.computeIfAbsent(who, newcomer -> new ArrayDeque<>());
        lane.add(item);
        if (lane.size() == 1) {
            promise(item, turn - 1);
        }
        queue.add(who, item);
    }

    private void poll(Predicate<Asker> holdsItsShare) {
        var item = queue.poll(holdsItsShare, who -> false, true).orElseThrow();
        served++;
        assertThat(item.who().equals(GREEDY) || item.due()[0] >= turn).as("%s, served in turn %d", item, turn).isTrue();
        var lane = waiting.get(item.who());
        assertThat(item).isSameAs(lane.remove());
        if (lane.isEmpty()) {
            waiting.remove(item.who());
        } else {
            promise(lane.element(), turn);
        }
    }

    private void promise(Item head, int now) {
        var others = waiting.size() - 1;
        head.due()[0] = now + 2 * others + 2;
    }
}
