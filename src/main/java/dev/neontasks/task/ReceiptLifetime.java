package dev.neontasks.task;

import java.time.Duration;

import jakarta.inject.Singleton;

import dev.neontasks.database.DatabaseSettings;

/**
 * How long a receipt is kept: one with a key for as long as its caller may send the write again, any other for as long as an
 * attempt at the write may be on its way.
 */
@Singleton
class ReceiptLifetime {

    private static final Duration WITH_KEY = Duration.ofHours(24);

    /**
     * How long Linux goes on sending what is not acknowledged, between any two on the way: {@code tcp_retries2}, 15 times at
     * ever longer intervals.
     */
    private static final Duration SENT_AGAIN = Duration.ofSeconds(925);

    private final Duration withoutKey;

    ReceiptLifetime(DatabaseSettings settings) {
        withoutKey = SENT_AGAIN.plus(settings.wakeBudget()).plus(settings.statementTimeout());
    }

    long seconds(WriteIntent intent) {
        return (intent.isKeyed() ? WITH_KEY : withoutKey).toSeconds();
    }
}
