package dev.neontasks.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The header {@code Forwarded} (RFC 7239). An address may stand without quotation marks, as proxies write {@code 192.0.2.1:80}
 * and {@code [::1]}. A line in which anything else is wrong says nothing: whoever wrote its beginning could have had the end of
 * it read as something else, by one quotation mark.
 */
final class ForwardedHeader {

    /** Those of ten proxies are shorter. */
    private static final int MAX_LENGTH = 2_000;
    private static final Pattern PAIR = Pattern
            .compile("[ \\t]*+([A-Za-z]++)=(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s\",;\\\\]++))[ \\t]*+");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    private ForwardedHeader() {
    }

    /** The hops that the lines tell of, the latest first. */
    static List<Hop> read(List<String> lines) {
        var hops = new ArrayList<Hop>();
        for (var line : lines) {
            hops.addAll(line(line).orElse(List.of(Hop.UNREADABLE)));
        }
        Collections.reverse(hops);
        return hops;
    }

    private static Optional<List<Hop>> line(String line) {
        if (line.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var hops = new ArrayList<Hop>();
        var told = new HashMap<String, String>();
        var pair = PAIR.matcher(line);
        for (var at = 0;; at = pair.end() + 1) {
            if (!pair.region(at, line.length()).lookingAt()
                    || told.put(pair.group(1).toLowerCase(Locale.ROOT), value(pair.group(2), pair.group(3))) != null) {
                return Optional.empty();
            }
            var isLast = pair.end() == line.length();
            if (isLast || line.charAt(pair.end()) == ',') {
                hops.add(new Hop(told.getOrDefault("for", ""), Optional.ofNullable(told.get("proto")),
                        Optional.ofNullable(told.get("host")), Optional.empty()));
                told.clear();
            } else if (line.charAt(pair.end()) != ';') {
                return Optional.empty();
            }
            if (isLast) {
                return Optional.of(hops);
            }
        }
    }

    private static String value(@Nullable String quoted, String token) {
        return quoted == null ? token : ESCAPED.matcher(quoted).replaceAll("$1");
    }
}
