package dev.neontasks.embedded;

import java.util.Base64;

/** Keys and certificates as text. */
public final class Pem {

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] { '\n' });

    private Pem() {
    }

    /** {@code content} is DER; {@code label} says of what, such as {@code CERTIFICATE}. */
    public static String of(String label, byte... content) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, LINES.encodeToString(content));
    }
}
