package dev.neontasks.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import io.vertx.core.buffer.Buffer;

/** One file of the page in all its forms. Names below {@code assets/} hold a hash of what is in them: they never change. */
record PageFile(String name, String hash, Map<Encoding, Buffer> forms) {

    private static final Map<String, String> TYPES = Map.of("html", "text/html;charset=UTF-8", "js",
            "text/javascript;charset=UTF-8", "css", "text/css;charset=UTF-8", "svg", "image/svg+xml", "png", "image/png",
            "webmanifest", "application/manifest+json", "txt", "text/plain;charset=UTF-8");

    String contentType() {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }

    String cacheControl() {
        return name.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    }

    /** One for each form, as a strong tag has to be. */
    String entityTag(Encoding encoding) {
        return "\"" + hash + "-" + encoding.token + "\"";
    }

    /**
     * The same file where the service is under {@code path}. Only in HTML paths are written from the root, in attributes; other
     * files name each other by where they are themselves.
     */
    PageFile under(String path) {
        if (path.isEmpty() || !namesPaths()) {
            return this;
        }
        var text = forms.get(Encoding.IDENTITY).toString(UTF_8).replace("=\"/", "=\"" + path + "/").getBytes(UTF_8);
        var moved = new EnumMap<Encoding, Buffer>(Encoding.class);
        moved.put(Encoding.GZIP, Buffer.buffer(compressed(text)));
        moved.put(Encoding.IDENTITY, Buffer.buffer(text));
        return of(name, moved);
    }

    /** Whether it is another one under another path. */
    boolean namesPaths() {
        return name.endsWith(".html");
    }

    private static byte[] compressed(byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static PageFile of(String name, Map<Encoding, Buffer> forms) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(forms.get(Encoding.IDENTITY).getBytes());
            return new PageFile(name, HexFormat.of().formatHex(digest, 0, 16), forms);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
