package dev.neontasks.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.microprofile.config.Config;

/**
 * Reads variables into values. An empty value counts as not set; a value of the wrong form is a {@link ConfigurationFault}
 * that names the variable and the form.
 */
public final class Environment {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Pattern RATE = Pattern.compile("([1-9]\\d{0,6})/(\\S+)");
    private static final int MAX_COUNT = 1_000_000;

    private final Function<String, Optional<String>> lookup;

    private Environment(Function<String, Optional<String>> lookup) {
        this.lookup = lookup;
    }

    /**
     * Everything the configuration holds: system properties, environment, {@code .env}. Values are taken raw: no {@code ${}}.
     */
    public static Environment of(Config config) {
        return of(name -> Optional.ofNullable(config.getConfigValue(name).getRawValue()));
    }

    /** Whatever {@code lookup} knows. */
    public static Environment of(Function<String, Optional<String>> lookup) {
        return new Environment(lookup);
    }

    public Optional<String> text(String name) {
        return lookup.apply(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The value of {@code name}, or the content of the file that {@code name_FILE} names. Both at once is a fault. */
    public Optional<String> secret(String name) {
        var path = secretFile(name);
        return path.isPresent() ? Optional.of(content(name + "_FILE", path.get())) : text(name);
    }

    /** The file that {@code name_FILE} names. */
    public Optional<Path> secretFile(String name) {
        var path = text(name + "_FILE");
        if (path.isPresent() && text(name).isPresent()) {
            throw new ConfigurationFault(name, "is set and so is " + name + "_FILE; set one of them");
        }
        return path.map(Path::of);
    }

    public boolean flag(String name, boolean otherwise) {
        return text(name).map(value -> switch (value.toLowerCase()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ConfigurationFault(name, "'" + value + "' is neither true nor false");
        }).orElse(otherwise);
    }

    /** A whole number from {@code min} to {@code max}, both included. */
    public int number(String name, int otherwise, int min, int max) {
        return text(name).map(value -> {
            try {
                var number = Integer.parseInt(value);
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw new ConfigurationFault(name, "'" + value + "' is not a whole number from " + min + " to " + max);
        }).orElse(otherwise);
    }

    /** A duration like {@code 500ms}, {@code 10s}, {@code 2m} or {@code 1h}, from {@code min} to {@code max}. */
    public Duration duration(String name, Duration otherwise, Duration min, Duration max) {
        return text(name).map(value -> {
            var duration = duration(name, value);
            if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
                throw new ConfigurationFault(name,
                        "'" + value + "' is not between " + text(min) + " and " + text(max));
            }
            return duration;
        }).orElse(otherwise);
    }

    /** One of {@code choices}, compared without case and given as written there. */
    public String choice(String name, String otherwise, String... choices) {
        return text(name).map(value -> Arrays.stream(choices).filter(value::equalsIgnoreCase).findFirst()
                .orElseThrow(() -> new ConfigurationFault(name, "'" + value + "' is none of " + String.join(", ", choices))))
                .orElse(otherwise);
    }

    /** The parts between commas, blanks around them taken off. */
    public List<String> list(String name) {
        return text(name).map(value -> Arrays.stream(value.split(",")).map(String::strip).filter(part -> !part.isEmpty())
                .toList()).orElse(List.of());
    }

    /** A rate like {@code 10/1m}: a count from 1 to 1,000,000, and the time it is for. */
    public Rate rate(String name, Rate otherwise) {
        return text(name).map(value -> {
            var matcher = RATE.matcher(value);
            if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > MAX_COUNT) {
                throw new ConfigurationFault(name, "'" + value + "' is not a rate; write one like 10/1m, at most 1000000/24h");
            }
            var period = duration(name, matcher.group(2));
            if (period.isZero() || period.compareTo(Duration.ofDays(1)) > 0) {
                throw new ConfigurationFault(name, "'" + value + "' is not for a time up to 24h");
            }
            return new Rate(Integer.parseInt(matcher.group(1)), period);
        }).orElse(otherwise);
    }

    /** Addresses and ranges of them, comma-separated. */
    public List<AddressRange> ranges(String name) {
        return list(name).stream().map(part -> {
            try {
                return AddressRange.parse(part);
            } catch (IllegalArgumentException e) {
                throw new ConfigurationFault(name, "'" + part + "' is no address or range; write one like 10.0.0.0/8");
            }
        }).toList();
    }

    private static Duration duration(String name, String value) {
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            throw new ConfigurationFault(name, "'" + value + "' is not a duration; write one like 500ms, 10s or 2m");
        }
        var amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private static String text(Duration duration) {
        var millis = duration.toMillis();
        return millis % 60_000 == 0 ? millis / 60_000 + "m" : millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    private static String content(String variable, Path path) {
        try {
            var content = Files.readString(path).strip();
            if (content.isEmpty()) {
                throw new ConfigurationFault(variable, "the file it names is empty");
            }
            return content;
        } catch (IOException e) {
            throw new ConfigurationFault(variable, "the file it names cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
