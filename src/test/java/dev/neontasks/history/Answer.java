package dev.neontasks.history;

import java.util.Optional;

/**
 * What came back.
 *
 * @param tag the entity tag with its quotes
 * @param replayed whether it says that it repeats the outcome of an earlier request with the same key
 */
public record Answer(int status, Optional<Content> content, Optional<String> tag, boolean replayed) {

    public static Answer of(int status) {
        return new Answer(status, Optional.empty(), Optional.empty(), false);
    }

    public static Answer of(int status, Content content, String tag) {
        return new Answer(status, Optional.of(content), Optional.of(tag), false);
    }

    public Answer again() {
        return new Answer(status, content, tag, true);
    }

    boolean isSuccess() {
        return status < 300;
    }
}
