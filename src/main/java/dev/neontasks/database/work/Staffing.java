package dev.neontasks.database.work;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.pool.OpenConnections;
import dev.neontasks.database.queue.ConcurrencyLimit;
import dev.neontasks.database.queue.Pace;
import dev.neontasks.database.work.Places.Place;

/** Says how many workers are lacking, and who may go on. For one thread at a time. */
final class Staffing {

    private static final int CONNECTING_AT_ONCE = 4;
    /** An attempt older than this may hang, and another is made beside it: as many again at the most. */
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final long NEVER = Long.MAX_VALUE;

    /** How many to start: for connections that are idle, and to make some. */
    private record Vacancies(int taking, int making) {

        private static final Vacancies NONE = new Vacancies(0, 0);

        private int count() {
            return taking + making;
        }
    }

    private final ConcurrencyLimit limit;
    private final Places places;
    private final OpenConnections connections;
    private final LongSupplier time;
    private final Pace pace = new Pace();
    /** The newest that there was a connection of. */
    private int generation;
    /** Since when there has been work that nobody has begun. */
    private long crowdedSince = NEVER;
    private boolean isFailing;
    private volatile @Nullable FailureKind failure;
    private boolean isPausing;

    /**
     * @param limit whose most is how many connections there may be
     * @param time as {@link System#nanoTime}
     */
    Staffing(ConcurrencyLimit limit, Places places, OpenConnections connections, LongSupplier time) {
        this.limit = limit;
        this.places = places;
        this.connections = connections;
        this.time = time;
    }

    /** Most workers wanted at once, but for those who are {@link Places#apart} and those who connect and hang. */
    int limit() {
        return limit.limit();
    }

    /**
     * What {@code place} was at has ended, and took {@code spent}.
     *
     * @param due pieces of work that could have been begun
     */
    void ended(Place place, Duration spent, Instant now, int due) {
        pace.took(spent);
        if (due == 0) {
            limit.paused();
        } else if (!place.isApart()) {
            limit.ended(now, places.busy() - places.apart(), limit.most() - places.apart());
        }
    }

    /** Others may begin beside whoever is at something that has turned out to be slow. How many are at such. */
    int setSlowApart(Instant now) {
        places.setApart(work -> pace.isSlow(work.hasRun(now)));
        return places.apart();
    }

    void connected(int made) {
        isFailing = false;
        failure = null;
        // Of another login, another host, or one that has been started anew.
        if (made > generation) {
            generation = made;
            limit.forget();
        }
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
        return place.generation() == connections.generation() && places.serving() <= most();
    }

    private int most() {
        return Math.min(limit.most(), limit.limit() + places.apart());
    }

    /** Who is to start now. @param due pieces of work that could be begun */
    List<Place> start(int due) {
        var vacancies = lacking(due);
        if (vacancies.count() == 0) {
            return List.of();
        }
        var started = new ArrayList<Place>(vacancies.count());
        for (var number = 0; number < vacancies.count(); number++) {
            started.add(start(new Place(), number < vacancies.taking()));
        }
        return started;
    }

    /** Whether {@code place}, which is left, is to start once more. */
    boolean starts(Place place, int due) {
        var vacancies = lacking(due);
        if (vacancies.count() > 0) {
            start(place, vacancies.taking() > 0);
        }
        return vacancies.count() > 0;
    }

    private Place start(Place place, boolean isTaking) {
        places.start(place, isTaking, time.getAsLong());
        return place;
    }

    private Vacancies lacking(int due) {
        if (due == 0) {
            crowdedSince = NEVER;
            return Vacancies.NONE;
        }
        // Those who are leaving look once more before they are gone.
        var room = most() - places.serving() - places.leaving();
        if (room <= 0) {
            return Vacancies.NONE;
        }
        var now = time.getAsLong();
        crowdedSince = Math.min(crowdedSince, now);
        return vacancies(Math.min(room, due - places.leaving()), now);
    }

    private Vacancies vacancies(int wanted, long now) {
        var held = places.holding(connections.generation());
        var idle = Math.max(0, connections.usable() - held);
        var recent = places.starting(PATIENCE, now);
        // Whoever finds none left makes one.
        var takers = Math.min(idle, places.taking(PATIENCE, now));
        // That takes no time to speak of, so whoever makes one, which may hang, is no reason to leave another idle.
        var taking = Math.max(0, Math.min(wanted, idle) - takers);
        // What is not used again and nobody has, a worker takes out of the pool before it makes another.
        var suspect = places.serving() + places.leaving() - held;
        var making = places.starting() - takers;
        var room = limit.most() - connections.usable() - suspect - connections.ending() - making;
        var isWanted = connections.usable() == 0 || pace.isLong(Duration.ofNanos(now - crowdedSince));
        var most = isWanted ? makeable(making, recent - takers, room) : 0;
        return new Vacancies(taking, Math.max(0, Math.min(wanted - recent - taking, most)));
    }

    /** How many connections may be begun beside the {@code making} that are, {@code recent} of them lately. */
    private int makeable(int making, int recent, int room) {
        if (isPausing) {
            return 0;
        }
        // One is enough to learn when they no longer fail.
        var atOnce = isFailing ? 1 : CONNECTING_AT_ONCE;
        return Math.min(Math.min(atOnce - recent, 2 * CONNECTING_AT_ONCE - making), room);
    }
}
