package dev.neontasks.environment;

import java.util.Locale;
import java.util.regex.Pattern;

/** What may be told of a variable's value to anybody: what kind of text it is, and how long. */
final class Shape {

    /** They say nothing of who has written them. */
    private static final Pattern PLAIN = Pattern.compile(
            "\\d{1,6}(ms|s|m|h)?|\\d{1,6}/\\d{1,4}[smh]|true|false|json|text|auto|direct|pooled|ERROR|WARN|INFO|DEBUG");
    private static final Pattern SCHEME = Pattern.compile("(?i)(postgres|postgresql|jdbc:postgresql|https?|smtps?)://");
    private static final Pattern PEM = Pattern.compile(
            "-----BEGIN ((?:EC |RSA |ENCRYPTED )?PRIVATE KEY|PUBLIC KEY|CERTIFICATE)-----");

    private Shape() {
    }

    static String of(String text, boolean mayBePlain) {
        if (mayBePlain && PLAIN.matcher(text).matches()) {
            return text;
        }
        var shape = new StringBuilder(kind(text)).append(", ").append(text.length()).append(" characters");
        note(shape, text.matches("(?s)['\"].*"), "begins with a quote");
        note(shape, text.contains("\n") && !text.contains("-----BEGIN"), "has line ends");
        note(shape, text.matches("(?s).*[ \\t].*") && !text.contains("-----BEGIN"), "has blanks");
        note(shape, !text.chars().allMatch(letter -> letter < 128), "is not ASCII alone");
        return shape.toString();
    }

    private static String kind(String text) {
        var scheme = SCHEME.matcher(text);
        var pem = PEM.matcher(text);
        return scheme.lookingAt() ? "URL with the scheme " + scheme.group(1).toLowerCase(Locale.ROOT)
                : pem.find() ? "PEM of a " + pem.group(1) : text.startsWith("/") ? "path" : "text";
    }

    private static void note(StringBuilder shape, boolean holds, String words) {
        if (holds) {
            shape.append(", ").append(words);
        }
    }
}
