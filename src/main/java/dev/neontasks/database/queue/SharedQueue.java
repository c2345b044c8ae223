package dev.neontasks.database.queue;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.neontasks.database.queue.Asker.Kind;

/**
 * What many wait for, in the order of a {@link FairQueue}, within bounds of who may wait and shares of what they wait for.
 * Nobody holds more than half of that, rounded up, while others wait, whatever of it is for searches; who holds more, because
 * nobody did, gets none until that is so again. For one thread at a time.
 */
public final class SharedQueue<T> {

    private static final int MOST_WAITING = 5_000;
    /**
     * So that a few askers leave room for others: it takes 33 of them to fill {@link #MOST_WAITING}, and seven to use all of
     * 1,024 connections for it. A page sends about ten things at once, an export one after another; whatever calls for one
     * account on a hundred connections, as a measurement does, is served.
     */
    private static final int MOST_WAITING_OF_ONE = 150;
    /** Of those, searches: each may take seconds, and so many would be refused for their time. */
    private static final int MOST_SEARCHES_WAITING = 16;
    /**
     * So that strangers leave room for those who have an account; more of them than their passwords could be hashed in time.
     */
    private static final int MOST_WAITING_STRANGERS = 1_000;
    /** Beyond either, for those alone for whom nothing waits yet: whoever fills the queue keeps no newcomer out of it. */
    private static final int ROOM_FOR_NEWCOMERS = 1_000;

    private final FairQueue<T> queue = new FairQueue<>();
    private final Map<Asker, Integer> held = new HashMap<>();
    private final Map<Asker, Integer> heldInAll = new HashMap<>();
    private final Function<T, Asker> asker;
    private final int mostSearches;
    private int searchesWaiting;
    private int searchesHeld;
    /** Those that wait for their own asker, who holds the most it may. */
    private int barred;

    /**
     * @param asker who waits for an item
     * @param mostSearches of all askers together: each of them has few, but there may be many of them
     */
    public SharedQueue(Function<T, Asker> asker, int mostSearches) {
        this.asker = asker;
        this.mostSearches = mostSearches;
    }

    /** False when too much waits already. */
    public boolean add(T item) {
        var who = asker.apply(item);
        if (!isRoomFor(who)) {
            return false;
        }
        barred -= barred(who);
        queue.add(who, item);
        searchesWaiting += searches(who);
        barred += barred(who);
        return true;
    }

    /** {@code item}, which was polled, waits again, before whatever else its asker waits for. */
    public void addAgain(T item) {
        var who = asker.apply(item);
        barred -= barred(who);
        release(who);
        queue.addFirst(who, item);
        searchesWaiting += searches(who);
        barred += barred(who);
    }

    /** What the next of {@code all} there are to share is for. Its asker holds that until {@link #ended}. */
    public Optional<T> poll(int all) {
        var share = (all + 1) / 2;
        var next = queue.poll(who -> heldInAll.getOrDefault(who.inAll(), 0) >= share || holdsTheMost(who), this::holdsTheMost,
                searchesHeld < mostSearches);
        // One less waits and one less may be had: no more of its asker's are barred than before.
        next.map(asker).ifPresent(who -> {
            held.merge(who, 1, Integer::sum);
            heldInAll.merge(who.inAll(), 1, Integer::sum);
            searchesWaiting -= searches(who);
            searchesHeld += searches(who);
        });
        return next;
    }

    /** What {@code item}, which was polled, was for is free again. */
    public void ended(T item) {
        var who = asker.apply(item);
        barred -= barred(who);
        release(who);
        barred += barred(who);
    }

    /** Takes out what waits and matches. */
    public Collection<T> removeIf(Predicate<T> condition) {
        var removed = queue.removeIf(condition);
        if (!removed.isEmpty()) {
            barred = queue.askers().mapToInt(this::barred).sum();
            searchesWaiting = queue.askers().filter(Asker::isSearching).mapToInt(queue::size).sum();
        }
        return removed;
    }

    public int size() {
        return queue.size();
    }

    /** How many of those that wait could be polled one after the other, if only there were enough of what they wait for. */
    public int due() {
        // Who is barred searches.
        var searches = searchesWaiting - barred;
        return queue.size() - searchesWaiting + Math.min(searches, Math.max(0, mostSearches - searchesHeld));
    }

    private boolean holdsTheMost(Asker who) {
        return held(who) >= who.most();
    }

    private static int searches(Asker who) {
        return who.isSearching() ? 1 : 0;
    }

    private boolean isRoomFor(Asker who) {
        var waitingForIt = queue.size(who);
        var extra = waitingForIt == 0 ? ROOM_FOR_NEWCOMERS : 0;
        var strangers = queue.size(Kind.STRANGER);
        // What strangers have in their own extra room takes none from the others.
        var all = queue.size() - Math.max(0, strangers - MOST_WAITING_STRANGERS);
        return waitingForIt < (who.isSearching() ? MOST_SEARCHES_WAITING : MOST_WAITING_OF_ONE) && all < MOST_WAITING + extra
                && (who.kind() != Kind.STRANGER || strangers < MOST_WAITING_STRANGERS + extra);
    }

    private int held(Asker who) {
        return held.getOrDefault(who, 0);
    }

    private void release(Asker who) {
        if (held.containsKey(who)) {
            searchesHeld -= searches(who);
            oneLess(held, who);
            oneLess(heldInAll, who.inAll());
        }
    }

    private static void oneLess(Map<Asker, Integer> counts, Asker who) {
        counts.computeIfPresent(who, (asked, count) -> count == 1 ? null : count - 1);
    }

    private int barred(Asker who) {
        return who.most() == Integer.MAX_VALUE ? 0 : Math.max(0, queue.size(who) - Math.max(0, who.most() - held(who)));
    }
}
