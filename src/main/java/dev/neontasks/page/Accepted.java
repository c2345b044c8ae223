package dev.neontasks.page;

import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** What a client takes, by an {@code Accept} or {@code Accept-Encoding} header, if it sent one. Wildcards name nothing. */
record Accepted(@Nullable String header) {

    /** RFC 9110, 12.4.2: a weight of 0 is a refusal. */
    private static final Pattern REFUSED = Pattern.compile(".*;\\s*q=0(\\.0*)?", Pattern.CASE_INSENSITIVE);

    /** Those of browsers are some hundred characters long. */
    private static final int LONGEST = 1_000;

    /** Nothing is named by one that is too long. */
    boolean names(String value) {
        return header != null && header.length() <= LONGEST && Stream.of(header.split(",")).map(String::strip)
                .anyMatch(item -> item.split(";", 2)[0].strip().equalsIgnoreCase(value) && !REFUSED.matcher(item).matches());
    }
}
