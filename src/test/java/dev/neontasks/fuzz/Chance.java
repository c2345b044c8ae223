package dev.neontasks.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

/** Makes up what callers may send: mostly what is described, and often something that nobody would. */
final class Chance {

    private static final List<String> TEXTS = List.of("", " ", "a", "0", "null", "Ann's", "correct horse battery staple",
            "ann@example.com", "' or 1=1; drop table tasks; --", "%", "_", "\\\\", "${jndi:ldap://x}", "<script>",
            "../../etc/passwd",
            "\\u0000", "a\\u0000b", "\\ud800", "\\udc00\\ud800", "\\u202e", "e\\u0301", "\ud83d\ude00", "\u4e2d\u6587",
            "\\n\\t\\r",
            "2026-12-24", "2026-02-30", "+999999999-12-31", "0000-00-00", "2026-12-24T12:00:00Z", "true");
    private static final List<String> NUMBERS = List.of("0", "-1", "1", "1.5", "1e400", "-1e-400", "9".repeat(400),
            "2147483648",
            "9223372036854775808", "0.1e1", "-0");
    private static final List<String> GARBAGE = List.of("", "{", "}", "[", "null", "true", "7", "\"\"", "{}", "[]", "{\"a\":}",
            "{,}",
            "{'a':1}", "{\"a\":1}x", "\ufeff{}", "\u0000", "nul", "{\"title\":\"a\",}", "NaN", "[[[[[[", "--");

    private final Random random;

    Chance(Random random) {
        this.random = random;
    }

    boolean in(int outOf) {
        return random.nextInt(outOf) == 0;
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** The inside of a JSON string. */
    String text() {
        return switch (random.nextInt(6)) {
            case 0 -> oneOf("x", "\u00e9", "\ud83d\ude00").repeat(oneOf(1, 11, 12, 100, 128, 129, 200, 201, 254, 4000, 4001));
            case 1 -> random.ints(random.nextInt(30), 0x20, 0x2fff).filter(c -> c != '"' && c != '\\')
                    .mapToObj(Character::toString).collect(Collectors.joining());
            case 2 -> "p" + random.nextInt(1_000_000) + "@example.com";
            default -> oneOf(TEXTS);
        };
    }

    /** Any JSON value. */
    String value() {
        return switch (random.nextInt(9)) {
            case 0 -> "null";
            case 1 -> oneOf("true", "false");
            case 2, 3 -> oneOf(NUMBERS);
            case 4 -> "[" + (in(2) ? "" : value()) + "]";
            case 5 -> "{\"" + text() + "\":" + value() + "}";
            case 6 -> oneOf("[", "{\"a\":").repeat(oneOf(2, 50, 2000)) + "1";
            default -> "\"" + text() + "\"";
        };
    }

    /** A body after a schema, mostly. */
    String body(JsonNode schema, Description description) {
        if (in(12)) {
            return oneOf(GARBAGE);
        }
        var members = new ArrayList<String>();
        schema.path("properties").properties().forEach(property -> {
            if (!in(6)) {
                members.add("\"" + property.getKey() + "\":" + member(description.resolved(property.getValue())));
            }
        });
        if (in(10)) {
            members.add("\"" + oneOf("unknown", "id", "owner", "createdAt", "__proto__", "") + "\":" + value());
        }
        if (in(15) && !members.isEmpty()) {
            members.add(oneOf(members));
        }
        var body = "{" + String.join(",", members) + "}";
        return in(40) ? body.substring(0, random.nextInt(body.length())) : body;
    }

    private String member(JsonNode schema) {
        if (in(6)) {
            return value();
        }
        var type = schema.path("type").toString();
        if (type.contains("boolean")) {
            return oneOf("true", "false");
        }
        return schema.path("format").asText().equals("date") || !type.contains("string") ? oneOf("null", "\"2026-12-24\"")
                : "\"" + text() + "\"";
    }

    /** For a path or a query, escaped as it has to be. */
    String parameter() {
        var text = in(4) ? oneOf("true", "false", "1", "20", "100", "101", "-1", "x") : in(8) ? "\u0000" : text();
        return URLEncoder.encode(text.length() > 200 ? text.substring(0, 200) : text, StandardCharsets.UTF_8);
    }

    String id(Supplier<String> known) {
        return switch (random.nextInt(6)) {
            case 0, 1, 2 -> known.get();
            case 3 -> new UUID(random.nextLong(), random.nextLong()).toString();
            case 4 ->
                oneOf("1", "null", "1-1-1-1-1", "00000000-0000-0000-0000-000000000000", "%2e%2e", "a%2Fb", "%F0%9F%98%80");
            default -> parameter().replace("+", "%20");
        };
    }
}
