package dev.neontasks.account.token;

import java.util.Base64;
import java.util.Optional;

/**
 * Base64url without padding, RFC 4648 section 5 and RFC 7515 section 2, in which the same bytes are always the same text: what
 * Java's own decoder takes besides, padding and bits that count for nothing, is refused.
 */
final class Base64Url {

    private Base64Url() {
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Nothing for what {@link #encode} never gives. */
    static Optional<byte[]> decode(String text) {
        try {
            var bytes = Base64.getUrlDecoder().decode(text);
            return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
