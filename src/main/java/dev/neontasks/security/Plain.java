package dev.neontasks.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Writes what others have chosen so that it is one word of a line, whatever it is, and no e-mail address. */
final class Plain {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._:|/~-]{1,64}");
    private static final int BYTES = 16;

    private Plain() {
    }

    /** The text itself, or {@code sha256:} and the first half of the SHA-256 of its UTF-8. */
    static String of(String text) {
        return WORD.matcher(text).matches() ? text : "sha256:" + hash(text);
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
