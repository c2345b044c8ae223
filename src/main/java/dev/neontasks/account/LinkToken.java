package dev.neontasks.account;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

import dev.neontasks.api.Length;

/** What stands in a link that was handed out: 256 bits drawn by chance, of which the database has a hash. */
public record LinkToken(byte[] secret) {

    private static final int SIZE = 32;
    /** As it travels, in Base64url without padding. */
    private static final int LENGTH = (SIZE * 4 + 2) / 3;

    /**
     * What is kept of one that somebody offers, until it is looked for: of one that is too long as much as makes it wrong. Null
     * when it was left out, until that is validated.
     */
    static String offered(String text) {
        return text == null ? text : Length.cut(text, LENGTH + 1);
    }

    public static LinkToken random() {
        var secret = new byte[SIZE];
        new SecureRandom().nextBytes(secret);
        return new LinkToken(secret);
    }

    /** Nothing when it cannot be one of ours. */
    static Optional<LinkToken> parse(String text) {
        try {
            return text.length() == LENGTH ? Optional.of(new LinkToken(Base64.getUrlDecoder().decode(text))) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** SHA-256: as many bits as it has itself, so that nobody finds it from that. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "LinkToken[]";
    }
}
