package dev.neontasks.api;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import jakarta.ws.rs.core.HttpHeaders;

/**
 * The conditions of a request, RFC 9110 section 13: {@code If-Match} compares strongly, {@code If-None-Match} weakly.
 * A header that is not made of entity tags lets no change through, and repeats what is read.
 */
public record EntityTags(Optional<List<String>> ifMatch, Optional<List<String>> ifNoneMatch) {

    private static final String ANY = "*";
    private static final Pattern SEPARATORS = Pattern.compile("[, \\t]*");
    private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"");

    public static EntityTags of(HttpHeaders headers) {
        return new EntityTags(tags(headers, HttpHeaders.IF_MATCH), tags(headers, HttpHeaders.IF_NONE_MATCH));
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
        var tag = strong(revision);
        return ifMatch.map(tags -> tags.contains(ANY) || tags.contains(tag)).orElse(true)
                && ifNoneMatch.map(tags -> !tags.isEmpty() && !isUnchanged(revision)).orElse(true);
    }

    /** Whether something may be made where nothing is. */
    public boolean allowAbsent() {
        return ifMatch.isEmpty();
    }

    /** Whether {@code If-None-Match} knows this revision, so that a read need not repeat it. */
    public boolean isUnchanged(Object revision) {
        var tag = strong(revision);
        return ifNoneMatch.map(tags -> tags.stream().anyMatch(each -> each.equals(ANY) || each.equals(tag)
                || each.equals("W/" + tag))).orElse(false);
    }

    private static Optional<List<String>> tags(HttpHeaders headers, String name) {
        return Optional.ofNullable(headers.getRequestHeader(name)).filter(lines -> !lines.isEmpty())
                .map(lines -> String.join(",", lines).strip())
                .map(value -> value.equals(ANY) ? List.of(ANY) : listed(value));
    }

    private static List<String> listed(String value) {
        var tag = TAG.matcher(value);
        return SEPARATORS.matcher(tag.replaceAll("")).matches() ? tag.reset().results().map(MatchResult::group).toList()
                : List.of();
    }
}
