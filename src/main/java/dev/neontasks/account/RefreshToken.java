package dev.neontasks.account;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a session is continued with: which session it is, and a secret of 256 bits. The one after it follows from it and a seed
 * that is kept here, so that whoever presents the same token twice gets the same one for it; neither alone tells anything.
 */
record RefreshToken(UUID session, byte[] secret) {

    static final int SECRET = 32;
    private static final int SIZE = 2 * Long.BYTES + SECRET;
    private static final String HMAC = "HmacSHA256";

    static RefreshToken first() {
        return new RefreshToken(UUID.randomUUID(), random());
    }

    /** Nothing when it cannot be one of ours. */
    static Optional<RefreshToken> parse(String text) {
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

    RefreshToken successor(byte[] seed) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            return new RefreshToken(session, mac.doFinal(seed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
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
