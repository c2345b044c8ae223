package dev.neontasks.api;

import static java.util.stream.Collectors.joining;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.ws.rs.core.UriInfo;

/** Reads a query strictly: an unknown, repeated or ill-formed parameter is a {@link MalformedRequest} that names it. */
public final class QueryParameters {

    private final Map<String, List<String>> values;

    public QueryParameters(UriInfo uri, String... known) {
        var names = Set.of(known);
        values = uri.getQueryParameters();
        values.forEach((name, given) -> {
            if (!names.contains(name)) {
                throw new MalformedRequest(name, "is not a parameter here");
            } else if (given.size() > 1) {
                throw new MalformedRequest(name, "is given more than once");
            }
        });
    }

    /** A text of at most {@code most} code points. */
    public Optional<String> text(String name, int most) {
        var value = value(name);
        if (value.filter(text -> Length.isBeyond(text, most)).isPresent()) {
            throw new MalformedRequest(name, "must have at most " + most + " characters");
        }
        value.flatMap(UnicodeText::fault).ifPresent(fault -> {
            throw new MalformedRequest(name, fault);
        });
        return value;
    }

    public Optional<Boolean> flag(String name) {
        return value(name).map(value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new MalformedRequest(name, "must be true or false");
        });
    }

    /** A whole number from {@code min} to {@code max}. */
    public int number(String name, int otherwise, int min, int max) {
        return value(name).map(value -> {
            if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < min || Integer.parseInt(value) > max) {
                throw new MalformedRequest(name, "must be a whole number from " + min + " to " + max);
            }
            return Integer.parseInt(value);
        }).orElse(otherwise);
    }

    public Optional<LocalDate> date(String name) {
        return value(name).map(value -> IsoDate.parse(value)
                .orElseThrow(() -> new MalformedRequest(name, "must be a date, such as 2026-12-24")));
    }

    /** One of {@code known}, by its name in small letters. */
    public <T extends Enum<T>> Optional<T> choice(String name, Class<T> known) {
        return value(name).map(value -> Stream.of(known.getEnumConstants()).filter(choice -> word(choice).equals(value))
                .findFirst().orElseThrow(() -> new MalformedRequest(name, "must be one of "
                        + Stream.of(known.getEnumConstants()).map(QueryParameters::word).collect(joining(", ")))));
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).map(given -> given.get(0));
    }
}
