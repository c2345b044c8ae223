package dev.neontasks.task;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;

import dev.neontasks.api.MalformedRequest;

/**
 * Where a page ended: the key of its last task, sealed to the owner, the filter and the order it was made for.
 *
 * @param day on which it is due, or {@link TaskOrder#NEVER}
 */
record Cursor(LocalDate day, Instant createdAt, UUID id) {

    private static final int SEAL = 8;
    private static final int SIZE = Long.BYTES * 3 + SEAL;
    /** At most, as it travels, in Base64url without padding: that of a list by day begins with the day. */
    static final int LENGTH = ((Long.BYTES + SIZE) * 4 + 2) / 3;
    /** Beyond what any clock says, and within what the database can hold: a seal is no secret. */
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    static Cursor after(TaskView last) {
        return new Cursor(Objects.requireNonNullElse(last.dueOn(), TaskOrder.NEVER), last.createdAt(), last.id());
    }

    static Cursor parse(String text, String owner, TaskFilter filter) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() == size(filter)) {
                var day = filter.order() == TaskOrder.DUE ? LocalDate.ofEpochDay(bytes.getLong()) : TaskOrder.NEVER;
                var cursor = new Cursor(day, Instant.ofEpochMilli(bytes.getLong()), new UUID(bytes.getLong(), bytes.getLong()));
                if (cursor.isPossible() && cursor.text(owner, filter).equals(text)) {
                    return cursor;
                }
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // said below
        }
        throw new MalformedRequest("cursor", "must be the nextCursor of a page of the same list");
    }

    String text(String owner, TaskFilter filter) {
        var bytes = ByteBuffer.allocate(size(filter));
        if (filter.order() == TaskOrder.DUE) {
            bytes.putLong(day.toEpochDay());
        }
        bytes.putLong(createdAt.toEpochMilli()).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits())
                .put(seal(owner, filter), 0, SEAL);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private static int size(TaskFilter filter) {
        return filter.order() == TaskOrder.DUE ? Long.BYTES + SIZE : SIZE;
    }

    private boolean isPossible() {
        return createdAt.isBefore(LATEST) && createdAt.isAfter(Instant.EPOCH)
                && (day.equals(TaskOrder.NEVER) || day.getYear() >= 0 && day.getYear() <= 9999);
    }

    private byte[] seal(String owner, TaskFilter filter) {
        try {
            // Of a list without these it is as it always was: the version before may have made it.
            var more = (filter.order() == TaskOrder.DUE ? " by day, after " + day : "")
                    + filter.due().map(due -> " " + due).orElse("");
            var sealed = String.join("\n", owner, createdAt.toString(), id.toString(), filter.completed() + more,
                    filter.text().orElse(""));
            return MessageDigest.getInstance("SHA-256").digest(sealed.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
