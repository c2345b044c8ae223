package dev.neontasks.history;

import java.util.Optional;

/**
 * What is asked about one task.
 *
 * @param ifMatch an entity tag with its quotes, or {@code *}; so is {@code ifNoneMatch}
 * @param key the Idempotency-Key
 */
public record Request(Method method, Change change, Optional<String> ifMatch, Optional<String> ifNoneMatch,
        Optional<String> key) {

    public enum Method {
        GET,
        /** What a list says of this one task. */
        LIST,
        POST,
        PUT,
        PATCH,
        DELETE
    }

    public static Request of(Method method, Change change) {
        return new Request(method, change, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static Request get() {
        return of(Method.GET, Change.NONE);
    }

    public static Request post(String title) {
        return of(Method.POST, Change.to(title, false));
    }

    public static Request put(String title) {
        return of(Method.PUT, Change.to(title, false));
    }

    public static Request patch(Change change) {
        return of(Method.PATCH, change);
    }

    public static Request delete() {
        return of(Method.DELETE, Change.NONE);
    }

    public Request ifMatch(String tag) {
        return new Request(method, change, Optional.of(tag), ifNoneMatch, key);
    }

    public Request ifNoneMatch(String tag) {
        return new Request(method, change, ifMatch, Optional.of(tag), key);
    }

    public Request key(String name) {
        return new Request(method, change, ifMatch, ifNoneMatch, Optional.of(name));
    }

    public boolean isRead() {
        return method == Method.GET || method == Method.LIST;
    }
}
