package dev.neontasks.database.url;

import java.util.regex.Pattern;

/**
 * What providers' pages write where something of one's own is to stand, and what is left of a variable that nobody filled in.
 */
final class Placeholder {

    private static final Pattern REFERENCE = Pattern
            .compile("\\$\\{.{0,200}}|\\$\\([A-Z_a-z0-9]{1,100}\\)|\\$[A-Z_][A-Z_0-9]{0,100}|%[A-Z_][A-Z_0-9]{0,100}%");
    private static final Pattern PART = Pattern
            .compile("<[^<>]{1,60}>|\\[[A-Za-z_ -]{1,60}]|\\{[^{}]{1,60}}|\\$\\{?[A-Z_]{1,60}}?");
    private static final Pattern PASSWORD = Pattern.compile(
            "[<\\[{(][a-z0-9 _-]{0,30}(?:pass(?:word|wd)|token)[a-z0-9 _-]{0,30}[>\\]})]|your[ _-]?password"
                    + "|\\$[{(]?[a-z0-9_]{0,40}pass(?:word|wd)[)}]?",
            Pattern.CASE_INSENSITIVE);

    private Placeholder() {
    }

    /** Instead of a URL. */
    static void refuseReference(String text) {
        if (REFERENCE.matcher(text).matches()) {
            throw new InvalidDatabaseUrl("it is a reference to a variable that nothing has filled in; write the URL itself");
        }
    }

    /** {@code text}, which is to be a part of a URL, as it is. */
    static String refused(String part, String text) {
        if (PART.matcher(text).matches()) {
            throw new InvalidDatabaseUrl("the " + part + " is a placeholder; put your own in its place");
        }
        return text;
    }

    /** {@code password}, which may stand in brackets if it is not just called that. */
    static String refusedPassword(String password) {
        if (PASSWORD.matcher(password).matches()) {
            throw new InvalidDatabaseUrl("the password is a placeholder; put your own in its place");
        }
        return password;
    }
}
