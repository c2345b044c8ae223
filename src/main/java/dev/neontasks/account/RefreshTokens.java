package dev.neontasks.account;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.neontasks.account.token.TokenSettings;

/**
 * Makes refresh tokens that no stranger can, whatever they have seen of a session: the last 64 bits of a secret are a mark, an
 * HMAC-SHA-256 of the others and of the session. So one of ours is told from one that is made up without the database, by every
 * copy that has the same signing key. One that is not told may be ours all the same: from before there were marks, or before
 * the key was changed.
 */
@Singleton
class RefreshTokens {

    private final HmacKey key;

    RefreshTokens(TokenSettings settings) {
        // With an outside issuer nobody signs in here.
        key = settings.signingKey().map(signing -> HmacKey.derived(signing.privateKey(), "refresh tokens"))
                .orElseGet(HmacKey::random);
    }

    RefreshToken first(UUID session) {
        var random = RefreshToken.random();
        return new RefreshToken(session, marked(random, new RefreshToken(session, random)));
    }

    /**
     * What makes the {@linkplain RefreshToken#successor successor} of a token one of ours. It is made once: who has another key
     * makes the same successor of it.
     */
    byte[] seed(RefreshToken token, byte[] random) {
        return marked(random, token.successor(random));
    }

    boolean isOurs(RefreshToken token) {
        return MessageDigest.isEqual(token.secret(), marked(token.secret(), token));
    }

    /** {@code bytes}, at their end the mark of {@code token}. */
    private byte[] marked(byte[] bytes, RefreshToken token) {
        var said = ByteBuffer.allocate(2 * Long.BYTES + RefreshToken.UNMARKED).putLong(token.session().getMostSignificantBits())
                .putLong(token.session().getLeastSignificantBits()).put(token.secret(), 0, RefreshToken.UNMARKED).array();
        return ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length))
                .put(RefreshToken.UNMARKED, key.mac(said), 0, RefreshToken.MARK).array();
    }
}
