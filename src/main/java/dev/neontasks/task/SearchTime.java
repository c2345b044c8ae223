package dev.neontasks.task;

import java.util.function.Supplier;

import jakarta.inject.Singleton;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.failure.FailureClassifier;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.failure.SearchTimedOut;

/** How long a search may take: less than other statements, for callers choose what it costs. */
@Singleton
class SearchTime {

    private final int seconds;

    SearchTime(DatabaseSettings settings) {
        seconds = (int) Math.ceil(settings.searchTimeout().toMillis() / 1000.0);
    }

    /** The time-out of the statement, rounded up to the whole seconds that JDBC counts in. */
    int seconds() {
        return seconds;
    }

    /** What {@code search} finds. Fails as {@link FailureKind#SEARCH_TIMED_OUT} when its statement was ended. */
    <T> T bound(Supplier<T> search) {
        try {
            return search.get();
        } catch (RuntimeException e) {
            var isEnded = FailureClassifier.of(e).filter(FailureKind.STATEMENT_TIMED_OUT::equals).isPresent();
            throw isEnded ? new SearchTimedOut(e) : e;
        }
    }
}
