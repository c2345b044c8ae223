package dev.neontasks.database.url;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding as in RFC 3986 §2.1: {@code %XX} is a byte of UTF-8 and everything else, {@code +} too, is itself. */
final class PercentEncoding {

    private PercentEncoding() {
    }

    /** The text behind {@code encoded}, free of control characters; a fault names {@code part} and repeats nothing of it. */
    static String decode(String part, String encoded) {
        var bytes = encoded.getBytes(StandardCharsets.UTF_8);
        var decoded = ByteBuffer.allocate(bytes.length);
        for (var i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                decoded.put(bytes[i]);
            } else if (i + 2 < bytes.length && HexFormat.isHexDigit(bytes[i + 1]) && HexFormat.isHexDigit(bytes[i + 2])) {
                decoded.put((byte) (HexFormat.fromHexDigit(bytes[++i]) << 4 | HexFormat.fromHexDigit(bytes[++i])));
            } else {
                throw new InvalidDatabaseUrl(part + " holds a % that two hexadecimal digits do not follow;"
                        + " a plain % is written %25");
            }
        }
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new InvalidDatabaseUrl(part + " holds a control character");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new InvalidDatabaseUrl(part + " does not decode to UTF-8; a plain % is written %25");
        }
    }
}
