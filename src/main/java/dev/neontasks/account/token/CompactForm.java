package dev.neontasks.account.token;

import java.util.Arrays;

/**
 * The one way to write a token: the Compact Serialization of RFC 7515 section 7.1. A signature holds for what stands before it
 * alone; what may be added to it, or written differently in it, would make as many texts of one token as somebody likes.
 */
final class CompactForm {

    /** An issuer that puts 200 groups into a token, as Entra ID does at most, makes one of 11 KiB. */
    static final int LONGEST = 16 * 1024;
    private static final int PARTS = 3;

    private CompactForm() {
    }

    static boolean isOf(String token) {
        if (token.length() > LONGEST) {
            return false;
        }
        var parts = token.split("\\.", PARTS + 1);
        return parts.length == PARTS && Arrays.stream(parts).map(Base64Url::decode)
                .allMatch(part -> part.filter(bytes -> bytes.length > 0).isPresent());
    }
}
