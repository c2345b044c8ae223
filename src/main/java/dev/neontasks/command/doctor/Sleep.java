package dev.neontasks.command.doctor;

import java.time.Duration;
import java.util.Locale;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.provider.Provider;

/** When the service takes a database to be asleep, in words, and when its provider does. */
final class Sleep {

    private Sleep() {
    }

    /** To stand behind something else; empty where nothing is known to sleep. */
    static String of(DatabaseSettings settings) {
        var provider = settings.url().provider();
        return provider.awake().map(use -> "; taken to sleep after %s without %s%s"
                .formatted(words(settings.suspendAfter()), use, otherwise(provider, settings.suspendAfter()))).orElse("");
    }

    /** Where the default is not the provider's, nobody may have thought of it. */
    private static String otherwise(Provider provider, Duration taken) {
        var isDefault = taken.equals(DatabaseSettings.SUSPENDS_AFTER);
        return !isDefault || provider.suspendsAfter().equals(taken) ? ""
                : " (unless set otherwise, %s says %s: make DATABASE_SUSPEND_AFTER the same)".formatted(provider.console(),
                        words(provider.suspendsAfter()));
    }

    private static String words(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
