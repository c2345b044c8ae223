package dev.neontasks.api;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * The conditions of a request, RFC 9110 section 13. A tag is known by the revision in it: proxies that compress make it weak,
 * or put the name of the coding behind it, on the way out, and not all of them take that back on the way in. Since a revision
 * is never given to two contents, both headers compare alike.
 * A header that is not made of entity tags, or holds more than anybody has, lets no change through, and repeats what is read.
 */
public record Preconditions(Optional<List<String>> ifMatch, Optional<List<String>> ifNoneMatch) {

    public static final Preconditions NONE = new Preconditions(Optional.empty(), Optional.empty());

    private static final String ANY = "*";
    /** Room for some hundred of our own; who sends more than a few is none of our clients. */
    private static final int LONGEST = 4_000;
    private static final Pattern SEPARATORS = Pattern.compile("[, \\t]*");
    /** What Apache, Jetty, Caddy and their kind put behind a tag, inside its quotes or, by mistake, outside. */
    private static final String CODING = "(?:(?:--?|;)(?:x-)?(?:gzip|br|brotli|zstd|deflate|compress))?";
    private static final Pattern TAG = Pattern
            .compile("(?:W/)?(\"[\\x21\\x23-\\x7E\\x80-\\xFF]*?)" + CODING + "(\")" + CODING);

    public static Preconditions of(HttpServerRequest request) {
        var headers = request.headers();
        return headers.contains(HttpHeaders.IF_MATCH) || headers.contains(HttpHeaders.IF_NONE_MATCH)
                ? new Preconditions(tags(headers, HttpHeaders.IF_MATCH), tags(headers, HttpHeaders.IF_NONE_MATCH))
                : NONE;
    }

    /** A strong entity tag. */
    public static String strong(Object revision) {
        return "\"" + revision + "\"";
    }

    public boolean isUnconditional() {
        return ifMatch.isEmpty() && ifNoneMatch.isEmpty();
    }

    /** Whether a change of what is now tagged {@code revision} may go on. */
    public boolean allow(Object revision) {
        return ifMatch.map(tags -> name(tags, revision)).orElse(true)
                && ifNoneMatch.map(tags -> !tags.isEmpty() && !isUnchanged(revision)).orElse(true);
    }

    /** Whether something may be made where nothing is. */
    public boolean allowAbsent() {
        return ifMatch.isEmpty();
    }

    /** Whether {@code If-None-Match} knows this revision, so that a read need not repeat it. */
    public boolean isUnchanged(Object revision) {
        return ifNoneMatch.map(tags -> name(tags, revision)).orElse(false);
    }

    private static boolean name(List<String> tags, Object revision) {
        return tags.contains(ANY) || tags.contains(strong(revision));
    }

    private static Optional<List<String>> tags(MultiMap headers, CharSequence name) {
        return Optional.of(headers.getAll(name)).filter(lines -> !lines.isEmpty())
                .map(lines -> String.join(",", lines).strip())
                .map(value -> value.equals(ANY) ? List.of(ANY) : listed(value));
    }

    private static List<String> listed(String value) {
        if (value.length() > LONGEST) {
            return List.of();
        }
        var tag = TAG.matcher(value);
        return SEPARATORS.matcher(tag.replaceAll("")).matches()
                ? tag.reset().results().map(each -> each.group(1) + each.group(2)).toList()
                : List.of();
    }
}
