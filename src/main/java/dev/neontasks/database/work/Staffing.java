package dev.neontasks.database.work;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.pool.OpenConnections;
import dev.neontasks.database.queue.Pace;
import dev.neontasks.database.work.Places.Place;

/** Says how many workers are lacking, and who may go on. For one thread at a time. */
final class Staffing {

    private static final int CONNECTING_AT_ONCE = 4;
    /** An attempt older than this may hang, and another is made beside it: as many again at the most. */
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final long NEVER = Long.MAX_VALUE;

    private final int max;
    private final Places places;
    private final OpenConnections connections;
    private final LongSupplier time;
    private final Pace pace = new Pace();
    /** Since when there has been work that nobody has begun. */
    private long crowdedSince = NEVER;
    private boolean isFailing;
    private volatile @Nullable FailureKind failure;
    private boolean isPausing;

    /**
     * @param max connections there may be
     * @param time as {@link System#nanoTime}
     */
    Staffing(int max, Places places, OpenConnections connections, LongSupplier time) {
        this.max = max;
        this.places = places;
        this.connections = connections;
        this.time = time;
    }

    /** Most workers there may be, but for those who connect and hang. */
    int limit() {
        return max;
    }

    /** A piece of work took {@code spent}. */
    void ended(Duration spent) {
        pace.took(spent);
    }

    void connected() {
        isFailing = false;
        failure = null;
    }

    /** Why the newest attempt to connect failed, if none has succeeded since. Any thread may ask. */
    Optional<FailureKind> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * No connection was made. Whether it is the first of those that fail together: then nobody connects until {@link #resume}.
     */
    boolean failed(Optional<FailureKind> kind) {
        isFailing = true;
        failure = kind.orElse(failure);
        var isFirst = !isPausing;
        isPausing = true;
        return isFirst;
    }

    void resume() {
        isPausing = false;
    }

    /** Whether the connection of {@code place} is good for more, and there are not too many. */
    boolean mayGoOn(Place place) {
        return place.generation() == connections.generation() && places.serving() <= limit();
    }

    /** How many to start now. @param due pieces of work that could be begun */
    int lacking(int due) {
        if (due == 0) {
            crowdedSince = NEVER;
            return 0;
        } else if (limit() <= places.serving() + places.leaving()) {
            return 0;
        }
        var now = time.getAsLong();
        crowdedSince = Math.min(crowdedSince, now);
        var recent = places.starting(PATIENCE, now);
        // Those who are leaving look once more before they are gone.
        var most = Math.min(due - recent - places.leaving(), limit() - recent - places.serving() - places.leaving());
        return most <= 0 ? 0 : Math.min(most, startable(recent, now));
    }

    /** How many there is a connection for, or may be one soon. */
    private int startable(int recent, long now) {
        var held = places.holding(connections.generation());
        var idle = connections.usable() - held;
        // Taking an idle one takes no time to speak of.
        var making = places.starting() - Math.min(recent, Math.max(0, idle));
        // What is not used again and nobody has, a worker takes out of the pool before it makes another.
        var suspect = places.serving() + places.leaving() - held;
        var room = max - connections.usable() - suspect - connections.ending() - making;
        var isWanted = connections.usable() == 0 || pace.isLong(Duration.ofNanos(now - crowdedSince));
        return Math.max(0, idle - recent) + (isWanted ? makeable(making, Math.min(making, recent), room) : 0);
    }

    /** How many connections may be begun beside the {@code making} that are, {@code recent} of them lately. */
    private int makeable(int making, int recent, int room) {
        if (isPausing) {
            return 0;
        }
        // One is enough to learn when they no longer fail.
        var atOnce = isFailing ? 1 : CONNECTING_AT_ONCE;
        return Math.max(0, Math.min(Math.min(atOnce - recent, 2 * CONNECTING_AT_ONCE - making), room));
    }
}
