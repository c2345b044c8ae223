package dev.neontasks.traffic;

import java.time.Duration;

import jakarta.inject.Singleton;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Whose large answers had no room just now. Who asks again before the time that they were told is refused at once, without the
 * work for an answer that may have no room either.
 */
@Singleton
class AnswersRefused {

    /** What the refusal tells in {@code Retry-After}. */
    private static final Duration TOLD = Duration.ofSeconds(1);
    private static final int REMEMBERED = 10_000;

    private final Cache<String, Boolean> refused = Caffeine.newBuilder().expireAfterWrite(TOLD).maximumSize(REMEMBERED)
            .build();

    boolean isTold(String who) {
        return refused.getIfPresent(who) != null;
    }

    void tell(String who) {
        refused.put(who, true);
    }
}
