package dev.neontasks.command;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes out of a text what stands in values that are nobody's business, each word of them, and all names and addresses of
 * hosts.
 */
final class Redaction {

    private static final String GONE = "***";

    /** What a URL is made of besides, whoever writes it. */
    private static final Set<String> COMMON = Set.of("postgresql", "postgres", "jdbc", "http", "https", "smtp", "smtps",
            "starttls", "required", "sslmode", "require",
            "verify-full", "verify-ca", "sslrootcert", "sslcert", "sslkey", "system", "channel_binding", "options", "endpoint",
            "pgbouncer", "true", "false", "begin", "end", "private", "public", "key", "certificate", "json", "text", "info",
            "warn", "error", "debug", "auto", "direct", "pooled", "user", "password", "host", "port", "database");

    private static final int SHORTEST = 3;
    private static final Pattern HOST = Pattern.compile("(?<![\\w.*-])[\\w*-]+(\\.[\\w-]+)*\\.[a-zA-Z]{2,}(?![\\w-])");
    private static final Pattern ADDRESS = Pattern
            .compile(
                    "(?<![\\w.])\\d{1,3}(\\.\\d{1,3}){3}(?![\\w.])|(?<![\\w:])[0-9a-fA-F]{0,4}(:[0-9a-fA-F]{0,4}){3,7}(?![\\w:])");

    private final List<Pattern> words;

    Redaction(List<String> values) {
        words = values.stream().flatMap(value -> Stream.of(value, decoded(value)))
                .flatMap(value -> Stream.concat(Stream.of(value), Stream.of(value.split("[\\s/?&=:@,;%+'\"]+"))))
                .map(String::strip).filter(word -> word.length() >= SHORTEST)
                .filter(word -> !COMMON.contains(word.toLowerCase(Locale.ROOT)) && !word.matches("\\d{1,5}(ms|s|m|h)?"))
                .distinct().sorted(Comparator.comparing(String::length).reversed())
                .map(word -> Pattern.compile(Pattern.quote(word), Pattern.CASE_INSENSITIVE)).collect(Collectors.toList());
    }

    String of(String text) {
        var redacted = text;
        for (var word : words) {
            redacted = word.matcher(redacted).replaceAll(GONE);
        }
        redacted = ADDRESS.matcher(redacted).replaceAll(GONE);
        return HOST.matcher(redacted).replaceAll(GONE);
    }

    /** As the driver reads it; what cannot be decoded stands for itself. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
