package dev.neontasks.database.pool;

import java.time.Duration;
import java.util.Random;

/** Ever longer pauses between attempts, doubled up to a bound, each a random part shorter so that replicas spread. */
public final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(200);
    /** Short enough that a replica is ready again within three seconds of its database. */
    private static final Duration LONGEST = Duration.ofMillis(1500);

    private final Random random = new Random();
    private Duration next = FIRST;

    public Duration next() {
        var pause = next;
        var doubled = pause.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return pause.minusMillis(random.nextLong(pause.toMillis() / 2));
    }

    public void sleep() throws InterruptedException {
        Thread.sleep(next().toMillis());
    }
}
