package dev.neontasks.task;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

import dev.neontasks.api.MalformedRequest;

/** Where a page ended: the key of its last task, sealed to the owner and the filter it was made for. */
record Cursor(Instant createdAt, UUID id) {

    private static final int SEAL = 8;
    private static final int SIZE = Long.BYTES * 3 + SEAL;
    /** As it travels, in Base64url without padding. */
    static final int LENGTH = (SIZE * 4 + 2) / 3;
    /** Beyond what any clock says, and within what the database can hold: a seal is no secret. */
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    static Cursor after(TaskView last) {
        return new Cursor(last.createdAt(), last.id());
    }

    static Cursor parse(String text, String owner, TaskFilter filter) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() == SIZE) {
                var cursor = new Cursor(Instant.ofEpochMilli(bytes.getLong()), new UUID(bytes.getLong(), bytes.getLong()));
                if (cursor.createdAt.isBefore(LATEST)
                        && cursor.createdAt.isAfter(Instant.EPOCH) && cursor.text(owner, filter).equals(text)) {
                    return cursor;
                }
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new MalformedRequest("cursor", "must be the nextCursor of a page of the same list");
    }

    String text(String owner, TaskFilter filter) {
        var bytes = ByteBuffer.allocate(SIZE).putLong(createdAt.toEpochMilli()).putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits()).put(seal(owner, filter), 0, SEAL);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private byte[] seal(String owner, TaskFilter filter) {
        try {
            var sealed = String.join("\n", owner, createdAt.toString(), id.toString(), filter.completed().toString(),
                    filter.text().orElse(""));
            return MessageDigest.getInstance("SHA-256").digest(sealed.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
