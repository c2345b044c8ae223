package dev.neontasks.account;

import java.time.Duration;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.neontasks.api.TooManyRequests;
import dev.neontasks.database.evidence.DatabaseEvidence;
import dev.neontasks.database.evidence.DatabaseState;

/**
 * Who has asked the database in vain, and how long that keeps them from waking it again: a minute while it sleeps. After a
 * failure of the database those who have a session wait for {@link #BRIEFLY} only, as it may be back at any moment; while it
 * is away they do not wait at all, and others {@link #BRIEFLY}: the honest among them get in within that when it is back.
 */
final class VainRefreshes {

    private static final int REMEMBERED = 20_000;
    private static final Duration BETWEEN_WAKES = Duration.ofMinutes(1);
    private static final Duration BRIEFLY = Duration.ofSeconds(5);

    private record Vain(long at, Duration pause) {
    }

    private final DatabaseEvidence evidence;
    private final LongSupplier nanos;
    private final Cache<String, Vain> vain = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** @param nanos as {@link System#nanoTime} */
    VainRefreshes(DatabaseEvidence evidence, LongSupplier nanos) {
        this.evidence = evidence;
        this.nanos = nanos;
    }

    /** Throws {@link TooManyRequests} when {@code who} would wake the database too soon. */
    void letSleep(String who, boolean hasSession) {
        var last = vain.getIfPresent(who);
        if (last != null) {
            var left = pause(last, hasSession).minus(Duration.ofNanos(nanos.getAsLong() - last.at()));
            if (left.compareTo(Duration.ZERO) > 0) {
                throw new TooManyRequests(left);
            }
        }
    }

    void failed(String who, boolean hasSession, Throwable failure) {
        var isBrief = hasSession && !(failure instanceof Unauthenticated);
        vain.put(who, new Vain(nanos.getAsLong(), isBrief ? BRIEFLY : BETWEEN_WAKES));
    }

    private Duration pause(Vain last, boolean hasSession) {
        var state = evidence.state();
        if (state == DatabaseState.ASLEEP) {
            return last.pause();
        }
        return state == DatabaseState.UP || hasSession ? Duration.ZERO : BRIEFLY;
    }
}
