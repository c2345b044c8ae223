package dev.neontasks.database.url;

import java.util.regex.Pattern;

/**
 * The URL inside what people paste: blanks and quotation marks around it, a whole {@code psql '…'} command, a line of an
 * {@code .env} file.
 */
final class PastedUrl {

    private static final Pattern ASSIGNMENT = Pattern
            .compile("(?:export\\s+|set\\s+|\\$env:)?[A-Z_][A-Z0-9_]*(?:\\s*=|:\\s)");
    private static final Pattern PSQL = Pattern.compile("psql(?:\\.exe)?\\s", Pattern.CASE_INSENSITIVE);
    /** As libpq, ODBC and ADO.NET write them. */
    private static final Pattern SETTINGS = Pattern.compile(
            "(?:host|hostaddr|server|data source|dbname|database|user|username|user id|uid|password|pwd|port|driver)\\s*=.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final String QUOTES = "'\"`";

    private PastedUrl() {
    }

    static String in(String text) {
        var url = unquoted(without(PSQL, unquoted(without(ASSIGNMENT, unquoted(text)))));
        if (url.isEmpty()) {
            throw new InvalidDatabaseUrl("it is empty; write postgresql://user:password@host/database");
        }
        Placeholder.refuseReference(url);
        if (SETTINGS.matcher(url).matches()) {
            throw new InvalidDatabaseUrl(
                    "it is a list of settings; write them as one URL, postgresql://user:password@host/database");
        }
        if (isQuote(url.charAt(0)) || isQuote(url.charAt(url.length() - 1))) {
            throw new InvalidDatabaseUrl("there is a quotation mark at one end only; take it off");
        }
        if (url.codePoints().anyMatch(PastedUrl::isInvisible)) {
            throw new InvalidDatabaseUrl("there is a blank, a line break or an invisible character inside; give the URL alone,"
                    + " on one line, a blank written %20");
        }
        return url;
    }

    private static String without(Pattern beginning, String text) {
        var matcher = beginning.matcher(text);
        return matcher.lookingAt() ? text.substring(matcher.end()) : text;
    }

    private static String unquoted(String text) {
        var inner = stripped(text);
        var last = inner.length() - 1;
        var quoted = last > 0 && isQuote(inner.charAt(0)) && inner.charAt(0) == inner.charAt(last);
        return quoted ? stripped(inner.substring(1, last)) : inner;
    }

    /** More than {@link String#strip} takes off: a byte order mark, as editors begin files with, and no-break spaces. */
    private static String stripped(String text) {
        var begin = 0;
        var end = text.length();
        while (begin < end && isInvisible(text.codePointAt(begin))) {
            begin += Character.charCount(text.codePointAt(begin));
        }
        while (begin < end && isInvisible(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(begin, end);
    }

    private static boolean isQuote(char character) {
        return QUOTES.indexOf(character) >= 0;
    }

    private static boolean isInvisible(int character) {
        return Character.isWhitespace(character) || switch (Character.getType(character)) {
            case Character.SPACE_SEPARATOR, Character.CONTROL, Character.FORMAT, Character.SURROGATE -> true;
            default -> false;
        };
    }
}
