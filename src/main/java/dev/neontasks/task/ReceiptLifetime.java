package dev.neontasks.task;

import java.time.Duration;

import jakarta.inject.Singleton;

import dev.neontasks.database.DatabaseSettings;

/**
 * How long a receipt is kept: for as long as an attempt at the write may be on its way; one with a key besides for as long as
 * its caller may send the write again, since the last time may be at the end of that.
 */
@Singleton
class ReceiptLifetime {

    private static final Duration SENT_AGAIN = Duration.ofHours(24);

    private final Duration onItsWay;

    ReceiptLifetime(DatabaseSettings settings) {
        onItsWay = settings.longestOnItsWay();
    }

    long seconds(WriteIntent intent) {
        return (intent.isKeyed() ? onItsWay.plus(SENT_AGAIN) : onItsWay).toSeconds();
    }
}
