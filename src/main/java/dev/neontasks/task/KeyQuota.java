package dev.neontasks.task;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Singleton;

import org.hibernate.StatelessSession;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.neontasks.account.CurrentAccount;
import dev.neontasks.api.TooManyRequests;

/**
 * How many writes with a key an account may make in 24 hours, for each is remembered for so long, and none is forgotten before.
 * A part of them is taken on trust; when that is used up, the next one asks the database how much room there is. So each copy,
 * whenever it is started, may go an eighth beyond.
 */
@Singleton
class KeyQuota {

    static final int MOST = 10_000;
    private static final int PART = 8;
    private static final int REMEMBERED = 10_000;
    /** Who was found to have no room is not counted again meanwhile. */
    private static final Duration FULL_FOR = Duration.ofSeconds(1);

    private final CurrentAccount account;
    private final Cache<String, AtomicInteger> rooms = Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final Cache<String, Duration> full = Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(FULL_FOR)
            .build();

    KeyQuota(CurrentAccount account) {
        this.account = account;
    }

    /** Whether there is room that was counted, or is taken on trust; it is taken. */
    boolean takes(String owner) {
        return rooms.get(owner, unknown -> new AtomicInteger(MOST / PART))
                .getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    /** Counts. Throws {@link TooManyRequests} when there is no room. */
    void count(StatelessSession session, String owner) {
        var wait = Optional.ofNullable(full.getIfPresent(owner));
        if (wait.isEmpty()) {
            var found = StatementKinds.of(session, account.isOfIssuer()).keyed(owner, IdempotencyKey.FIRST);
            if (found.count() < MOST) {
                rooms.put(owner, new AtomicInteger((int) (MOST - found.count()) / PART));
                return;
            }
            wait = found.untilNext();
            full.put(owner, wait.orElse(FULL_FOR));
        }
        throw new TooManyRequests(wait.orElse(FULL_FOR), String.format(Locale.ROOT,
                "Your account has sent %,d writes with an Idempotency-Key within 24 hours. Send this one without, or later.",
                MOST));
    }
}
