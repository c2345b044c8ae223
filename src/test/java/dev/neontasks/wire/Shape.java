package dev.neontasks.wire;

import java.util.List;

/**
 * A request as no client library sends it, and what is answered to it and to a request that stands right behind it and ends the
 * connection: both, or one refusal, or nothing.
 */
public record Shape(String name, String bytes, List<Integer> statuses) {

    /** Answered with 404. */
    static final String NEXT = "GET /next HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    private static final String POST = "POST /api/auth/sign-out HTTP/1.1\r\nHost: x\r\n";
    private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String EMPTY = "\r\n\r\n0\r\n\r\n";

    public static List<Shape> all() {
        return List.of(
                refused("Content-Length and Transfer-Encoding",
                        POST + "Content-Length: 5\r\nTransfer-Encoding: chunked" + EMPTY),
                refused("Transfer-Encoding and Content-Length",
                        POST + "Transfer-Encoding: chunked\r\nContent-Length: 5" + EMPTY),
                refused("chunked, identity", POST + "Transfer-Encoding: chunked, identity" + EMPTY),
                refused("chunked, chunked", POST + "Transfer-Encoding: chunked, chunked" + EMPTY),
                refused("chunked, then identity", POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity" + EMPTY),
                refused("xchunked", POST + "Transfer-Encoding: xchunked" + EMPTY),
                refused("xchunked and Content-Length", POST + "Transfer-Encoding: xchunked\r\nContent-Length: 5" + EMPTY),
                refused("quoted", POST + "Transfer-Encoding: \"chunked\"" + EMPTY),
                refused("with a parameter", POST + "Transfer-Encoding: chunked;a=b" + EMPTY),
                refused("no coding", POST + "Transfer-Encoding:" + EMPTY),
                refused("a space before the colon", POST + "Transfer-Encoding : chunked" + EMPTY),
                refused("a vertical tab", POST + "Transfer-Encoding: \u000bchunked" + EMPTY),
                unknown("gzip, chunked", POST + "Transfer-Encoding: gzip, chunked" + EMPTY),
                unknown("identity, chunked", POST + "Transfer-Encoding: identity, chunked" + EMPTY),
                unknown("folded chunked", POST + "Transfer-Encoding:\r\n chunked" + EMPTY),
                taken("upper case", POST + "TRANSFER-ENCODING: CHUNKED" + EMPTY),
                refused("HTTP/1.0 in chunks",
                        POST.replace("/1.1", "/1.0") + "Connection: keep-alive\r\nTransfer-Encoding: chunked"
                                + EMPTY),
                refused("two lengths", POST + "Content-Length: 0\r\nContent-Length: 5\r\n\r\n"),
                refused("one length twice", POST + "Content-Length: 0\r\nContent-Length: 0\r\n\r\n"),
                refused("a list of lengths", POST + "Content-Length: 0, 0\r\n\r\n"),
                refused("a signed length", POST + "Content-Length: +0\r\n\r\n"),
                refused("a negative length", POST + "Content-Length: -1\r\n\r\n"),
                refused("a length in hexadecimal", POST + "Content-Length: 0x0\r\n\r\n"),
                refused("an empty length", POST + "Content-Length:\r\n\r\n"),
                refused("two numbers as a length", POST + "Content-Length: 0 0\r\n\r\n"),
                refused("too long a length", POST + "Content-Length: 99999999999999999999\r\n\r\n"),
                refused("a folded length", POST + "Content-Length:\r\n 0\r\n\r\n"),
                taken("a body of a GET",
                        "GET /health/live HTTP/1.1\r\nHost: x\r\nContent-Length: " + NEXT.length() + "\r\n\r\n" + NEXT,
                        200),
                taken("a chunk extension", CHUNKED + "0;a=b\r\n\r\n"),
                taken("trailers", CHUNKED + "0\r\nHost: y\r\nContent-Length: 9\r\n\r\n"),
                ended("a line feed in an extension", CHUNKED + "2;a=\"\n\"\r\n{}\r\n0\r\n\r\n"),
                ended("an extension that goes on", CHUNKED + "2;a=\"\r\n{}\r\n0\r\n\r\n"),
                ended("an extension that ends with a line feed", CHUNKED + "2;\n{}\r\n0\r\n\r\n"),
                ended("chunks with bare line feeds", CHUNKED + "0\n\n"),
                ended("a chunk of 2^32 bytes", CHUNKED + "100000000\r\n"),
                ended("a chunk of 2^64 bytes", CHUNKED + "10000000000000000\r\n\r\n"),
                ended("a negative chunk", CHUNKED + "-1\r\n"),
                ended("a chunk of 0x0", CHUNKED + "0x0\r\n\r\n"),
                ended("a space before a chunk's size", CHUNKED + " 0\r\n\r\n"),
                ended("a space behind a chunk's size", CHUNKED + "0 \r\n\r\n"),
                ended("a NUL behind a chunk's size", CHUNKED + "0\u0000zz\r\n\r\n"),
                ended("a chunk longer than it says", CHUNKED + "2\r\n{}XX0\r\n\r\n"),
                refused("no Host", "GET /api/status HTTP/1.1\r\n\r\n"),
                refused("an empty Host", "GET /api/status HTTP/1.1\r\nHost:\r\n\r\n"),
                refused("two Hosts", "GET /api/status HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"),
                refused("one Host twice", "GET /api/status HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n"),
                refused("two Hosts of HTTP/1.0", "GET /api/status HTTP/1.0\r\nHost: x\r\nHost: y\r\n\r\n"),
                refused("a list of Hosts", "GET /api/status HTTP/1.1\r\nHost: x, y\r\n\r\n"),
                refused("a Host with a user", "GET /api/status HTTP/1.1\r\nHost: a@x\r\n\r\n"),
                refused("a Host with a path", "GET /api/status HTTP/1.1\r\nHost: x/y\r\n\r\n"),
                refused("a Host with an impossible port", "GET /api/status HTTP/1.1\r\nHost: x:99999999\r\n\r\n"),
                refused("a folded Host", "GET /api/status HTTP/1.1\r\nHost:\r\n x\r\n\r\n"),
                refused("a Host that the target is not of", "GET http://y/api/status HTTP/1.1\r\nHost: x\r\n\r\n"),
                refused("a target without a Host", "GET http://y/api/status HTTP/1.1\r\n\r\n"),
                taken("a Host that the target is of", "GET http://X/api/status HTTP/1.1\r\nHost: x\r\n\r\n", 200),
                refused("a target of another kind", "GET x:80 HTTP/1.1\r\nHost: x\r\n\r\n"),
                refused("no path", "GET * HTTP/1.1\r\nHost: x\r\n\r\n"),
                refused("a path without its slash", "GET api/status HTTP/1.1\r\nHost: x\r\n\r\n"),
                unknown("a tunnel", "CONNECT h1:80 HTTP/1.1\r\nHost: h1:80\r\n\r\n"),
                unknown("a trace", "TRACE /api/status HTTP/1.1\r\nHost: x\r\n\r\n"),
                unknown("a method in lower case", "get /api/status HTTP/1.1\r\nHost: x\r\n\r\n"),
                refused("bare line feeds", "GET /api/status HTTP/1.1\nHost: x\n\n"),
                refused("a bare line feed in a header", "GET /api/status HTTP/1.1\r\nHost: x\nX: y\r\n\r\n"),
                refused("a bare carriage return in a header", "GET /api/status HTTP/1.1\r\nHost: x\rX: y\r\n\r\n"),
                refused("a bare carriage return in the request line", "GET /api/status HTTP/1.1\rHost: x\r\n\r\n"),
                refused("a NUL in a header", "GET /api/status HTTP/1.1\r\nHost: x\r\nX: a\u0000b\r\n\r\n"),
                refused("control characters before it", "\u0000\u0001GET /api/status HTTP/1.1\r\nHost: x\r\n\r\n"),
                refused("a space in the target", "GET /api/status /x HTTP/1.1\r\nHost: x\r\n\r\n"),
                refused("a space behind the version", "GET /api/status HTTP/1.1 \r\nHost: x\r\n\r\n"),
                refused("HTTP/0.9", "GET /api/status\r\n\r\n"),
                ended("HTTP/2.0 in a request line", "GET /api/status HTTP/2.0\r\nHost: x\r\n\r\n"),
                ended("another protocol", "GET /api/status RTSP/1.0\r\nHost: x\r\n\r\n"),
                refused("a header without a colon", "GET /api/status HTTP/1.1\r\nHost: x\r\nfoo\r\n\r\n"),
                refused("a space in a header's name", "GET /api/status HTTP/1.1\r\nHost: x\r\nX Y: foo\r\n\r\n"),
                refused("a folded first header", "GET /api/status HTTP/1.1\r\n Host: x\r\nHost: y\r\n\r\n"),
                taken("a folded header", "GET /api/status HTTP/1.1\r\nHost: x\r\nX-A: b\r\n c\r\n\r\n", 200),
                taken("an offer of HTTP/2", "GET /api/status HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                        + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n", 200));
    }

    private static Shape taken(String name, String bytes) {
        return taken(name, bytes, 204);
    }

    private static Shape taken(String name, String bytes, int status) {
        return new Shape(name, bytes + NEXT, List.of(status, 404));
    }

    private static Shape refused(String name, String bytes) {
        return new Shape(name, bytes + NEXT, List.of(400));
    }

    /** Has a method or a coding that nothing here knows. */
    private static Shape unknown(String name, String bytes) {
        return new Shape(name, bytes + NEXT, List.of(501));
    }

    private static Shape ended(String name, String bytes) {
        return new Shape(name, bytes + NEXT, List.of());
    }

    @Override
    public String toString() {
        return name;
    }
}
