package dev.neontasks.environment;

import java.time.Duration;
import java.util.regex.Pattern;

/** Durations as they are written in variables: {@code 500ms}, {@code 10s}, {@code 2m}, {@code 1h}. */
final class Durations {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private Durations() {
    }

    static Duration read(String name, String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new ConfigurationFault(name, "'" + text + "' is not a duration; write one like 500ms, 10s or 2m");
        }
        var amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    static String text(Duration duration) {
        var millis = duration.toMillis();
        return millis % 60_000 == 0 ? millis / 60_000 + "m" : millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
