package dev.neontasks.traffic;

import java.util.regex.Pattern;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** What a request says of its body, and what is known of it besides. */
final class BodySource {

    private static final Pattern LENGTH = Pattern.compile("\\d{1,9}");

    private final HttpServerRequest request;

    BodySource(HttpServerRequest request) {
        this.request = request;
    }

    boolean isHttp2() {
        return request.version() == HttpVersion.HTTP_2;
    }

    boolean isEmpty() {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            return length.equals("0");
        }
        return isHttp2() ? hasEnded() : !request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** Whether it says so. */
    boolean isLargerThan(int bytes) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && (!LENGTH.matcher(length).matches() || Integer.parseInt(length) > bytes);
    }

    /**
     * Of HTTP/2, where the end is not told apart: whether all is there, once {@code bytes} have been read. Netty lets no more,
     * and no less, come than was said.
     */
    boolean isWhole(int bytes) {
        return Integer.toString(bytes).equals(request.getHeader(HttpHeaders.CONTENT_LENGTH))
                || hasEnded() && request.bytesRead() == bytes;
    }

    private boolean hasEnded() {
        return Http2Streams.hasEnded(Connection.channel(request), request.response().streamId());
    }
}
