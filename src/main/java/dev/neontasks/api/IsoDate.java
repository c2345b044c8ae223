package dev.neontasks.api;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/** A date as {@code 2026-12-24}, and no other form of ISO-8601. */
public final class IsoDate {

    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    private IsoDate() {
    }

    /** Nothing if it is none. */
    public static Optional<LocalDate> parse(String text) {
        try {
            return FORM.matcher(text).matches() ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
