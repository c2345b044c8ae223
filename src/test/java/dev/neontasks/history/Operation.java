package dev.neontasks.history;

import java.util.Optional;

/**
 * A request about one task and what came of it.
 *
 * @param client who asked
 * @param invoked when it was sent, in nanoseconds of one clock for the whole history
 * @param completed when the answer was there; {@link #NEVER} for an unknown outcome, which may take effect at any time
 * @param answer empty for an unknown outcome
 * @param required whether it has happened; otherwise it may have happened, between the two times
 */
public record Operation(int client, Request request, long invoked, long completed, Optional<Answer> answer,
        boolean required) {

    public static final long NEVER = Long.MAX_VALUE;

    public static Operation answered(int client, Request request, long invoked, long completed, Answer answer) {
        return new Operation(client, request, invoked, completed, Optional.of(answer), true);
    }

    /** The connection broke, time ran out, or the service said that something is wrong with itself. */
    public static Operation unknown(int client, Request request, long invoked) {
        return new Operation(client, request, invoked, NEVER, Optional.empty(), false);
    }

    /** The same, of which nobody knows any more whether it happened: more histories are legal with it. */
    Operation optional() {
        return new Operation(client, request, invoked, completed, answer, false);
    }

    /** The same, which may have happened from {@code time} on. */
    Operation since(long time) {
        return new Operation(client, request, time, completed, answer, required);
    }

    /** The same as it was known at {@code time}. */
    Operation asOf(long time) {
        return completed > time ? unknown(client, request, invoked) : this;
    }

    /** Whether something was written by it, or by an earlier one with its key. */
    boolean isWritten() {
        return !request.isRead() && answer.filter(Answer::isSuccess).isPresent();
    }

    /** Whether it changes something, as far as its answer tells. */
    boolean hasEffect() {
        return !request.isRead() && answer.map(known -> known.isSuccess() && !known.replayed()).orElse(true);
    }
}
