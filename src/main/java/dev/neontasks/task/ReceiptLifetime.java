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

    private final Duration withoutKey;

    ReceiptLifetime(DatabaseSettings settings) {
        withoutKey = settings.longestOnItsWay();
    }

    long seconds(WriteIntent intent) {
        return (intent.isKeyed() ? WITH_KEY : withoutKey).toSeconds();
    }
}
