package dev.neontasks.account;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * What a session is continued with: which session it is, and a secret of 192 bits with the mark of {@link RefreshTokens}. The
 * one after it follows from it and a seed that is kept here, so that whoever presents the same token twice gets the same one
 * for it; neither alone tells anything.
 */
record RefreshToken(UUID session, byte[] secret) {

    /** Bytes. */
    static final int UNMARKED = 24;
    static final int MARK = 8;
    static final int SECRET = UNMARKED + MARK;
    private static final int SIZE = 2 * Long.BYTES + SECRET;
    /** As it travels, in Base64url without padding. */
    private static final int LENGTH = (SIZE * 4 + 2) / 3;

    /** Nothing when it cannot be one of ours. */
    static Optional<RefreshToken> parse(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() == SIZE) {
                var session = new UUID(bytes.getLong(), bytes.getLong());
                var secret = new byte[SECRET];
                bytes.get(secret);
                return Optional.of(new RefreshToken(session, secret));
            }
        } catch (IllegalArgumentException e) {
            // not Base64
        }
        return Optional.empty();
    }

    static byte[] random() {
        var bytes = new byte[SECRET];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** An HMAC-SHA-256 of the seed but for its end, which is the mark. */
    RefreshToken successor(byte[] seed) {
        var next = new HmacKey(secret).mac(Arrays.copyOf(seed, UNMARKED));
        System.arraycopy(seed, UNMARKED, next, UNMARKED, MARK);
        return new RefreshToken(session, next);
    }

    /** As it was before there were marks. */
    RefreshToken unmarkedSuccessor(byte[] seed) {
        return new RefreshToken(session, new HmacKey(secret).mac(seed));
    }

    /** SHA-256 of the secret: all that is stored of it. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As it travels, in Base64url. */
    String text() {
        var bytes = ByteBuffer.allocate(SIZE).putLong(session.getMostSignificantBits())
                .putLong(session.getLeastSignificantBits()).put(secret).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "RefreshToken[]";
    }
}
