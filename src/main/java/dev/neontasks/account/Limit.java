package dev.neontasks.account;

import java.time.Duration;
import java.util.function.LongSupplier;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.neontasks.api.TooManyRequests;
import dev.neontasks.environment.Rate;

/** Lets everybody do something so many times in so long. Remembers the {@value #REMEMBERED} who matter most. */
final class Limit {

    private static final int REMEMBERED = 20_000;

    private final Bandwidth bandwidth;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** @param nanos as {@link System#nanoTime}: a clock that is put right would end a count, or keep it for ever */
    Limit(Rate rate, LongSupplier nanos) {
        bandwidth = Bandwidth.builder().capacity(rate.count()).refillIntervally(rate.count(), rate.period()).build();
        time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanos.getAsLong();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }

    /** Throws {@link TooManyRequests} when it was often enough. */
    void take(String who) {
        var probe = bucket(who).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw new TooManyRequests(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    /** As if it had not been taken. */
    void giveBack(String who) {
        bucket(who).addTokens(1);
    }

    private Bucket bucket(String who) {
        return buckets.get(who, key -> Bucket.builder().addLimit(bandwidth).withCustomTimePrecision(time).build());
    }
}
