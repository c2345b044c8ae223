package dev.neontasks.environment;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a value is written, and what it is read into.
 *
 * @param values what may be written, in Markdown
 */
public record Syntax<T>(String values, Reader<T> reader) {

    private static final Pattern RATE = Pattern.compile("([1-9]\\d{0,6})/(\\S+)");
    private static final int MAX_COUNT = 1_000_000;

    /** Throws a {@link ConfigurationFault} that names the variable and the form. */
    @FunctionalInterface
    public interface Reader<T> {

        T read(String name, String text);
    }

    public T read(String name, String text) {
        return reader.read(name, text);
    }

    /** Whatever is written. Whether it is one of {@code values} is for its reader to say. */
    public static Syntax<String> text(String values) {
        return new Syntax<>(values, (name, text) -> text);
    }

    public static Syntax<Boolean> flag() {
        return new Syntax<>("`true`, `false`", (name, text) -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ConfigurationFault(name, "'" + text + "' is neither true nor false");
        });
    }

    /** A whole number from {@code min} to {@code max}, both included. */
    public static Syntax<Integer> number(int min, int max) {
        return new Syntax<>(min + " to " + max, (name, text) -> {
            try {
                var number = Integer.parseInt(text);
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw new ConfigurationFault(name, "'" + text + "' is not a whole number from " + min + " to " + max);
        });
    }

    /** A duration like {@code 500ms}, {@code 10s}, {@code 2m} or {@code 1h}, from {@code min} to {@code max}. */
    public static Syntax<Duration> duration(String min, String max) {
        var least = Durations.read("min", min);
        var most = Durations.read("max", max);
        return new Syntax<>("`" + min + "` to `" + max + "`", (name, text) -> {
            var duration = Durations.read(name, text);
            if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
                throw new ConfigurationFault(name,
                        "'" + text + "' is not between " + Durations.text(least) + " and " + Durations.text(most));
            }
            return duration;
        });
    }

    /** One of {@code choices}, compared without case and given as written there. */
    public static Syntax<String> choice(String... choices) {
        var values = Arrays.stream(choices).map(choice -> "`" + choice + "`").collect(Collectors.joining(", "));
        return new Syntax<>(values, (name, text) -> Arrays.stream(choices).filter(text::equalsIgnoreCase).findFirst()
                .orElseThrow(() -> new ConfigurationFault(name, "'" + text + "' is none of " + String.join(", ", choices))));
    }

    /** The parts between commas, blanks around them taken off. */
    public static <T> Syntax<List<T>> list(Syntax<T> parts) {
        return new Syntax<>(parts.values() + ", comma-separated",
                (name, text) -> Arrays.stream(text.split(",")).map(String::strip).filter(part -> !part.isEmpty())
                        .map(part -> parts.read(name, part)).toList());
    }

    /** A rate like {@code 10/1m}: a count from 1 to 1,000,000, and the time it is for. */
    public static Syntax<Rate> rate() {
        return new Syntax<>("a count and a time, up to `1000000/24h`", (name, text) -> {
            var matcher = RATE.matcher(text);
            if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > MAX_COUNT) {
                throw new ConfigurationFault(name, "'" + text + "' is not a rate; write one like 10/1m, at most 1000000/24h");
            }
            var period = Durations.read(name, matcher.group(2));
            if (period.isZero() || period.compareTo(Duration.ofDays(1)) > 0) {
                throw new ConfigurationFault(name, "'" + text + "' is not for a time up to 24h");
            }
            return new Rate(Integer.parseInt(matcher.group(1)), period);
        });
    }

    public static Syntax<AddressRange> range() {
        return new Syntax<>("addresses and ranges like `10.0.0.0/8`", (name, text) -> {
            try {
                return AddressRange.parse(text);
            } catch (IllegalArgumentException e) {
                throw new ConfigurationFault(name, "'" + text + "' is no address or range; write one like 10.0.0.0/8");
            }
        });
    }
}
