package dev.neontasks.attacks;

import java.nio.charset.StandardCharsets;

/** Requests of HTTP/1.1 as bytes, so that they may be as wrong, and as unfinished, as an attack wants them. */
final class Wire {

    private Wire() {
    }

    /** A whole request, after whose answer the connection ends. */
    static byte[] request(String method, String target, String... headers) {
        return bytes(head(method, target, headers) + "\r\n");
    }

    static byte[] get(String target, String... headers) {
        return request("GET", target, headers);
    }

    static byte[] post(String target, String json, String... headers) {
        var body = bytes(json);
        return posting(target, body.length, body, headers);
    }

    /** A whole request, after whose answer the connection is kept. */
    static byte[] keeping(String target, String... headers) {
        return bytes(head("GET", target, headers).replace("Connection: close\r\n", "") + "\r\n");
    }

    /** All but the last byte of a body. */
    static byte[] unfinished(String target, int length, String... headers) {
        return posting(target, length, bytes("{\"title\":\"" + "a".repeat(length - 11)), headers);
    }

    /** A body that has yet to begin. */
    static byte[] announcing(String target, int length, String... headers) {
        return posting(target, length, new byte[0], headers);
    }

    /** All of a head but its end. */
    static byte[] halfHead(String target) {
        return bytes(head("GET", target) + "X-More: ");
    }

    static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    private static byte[] posting(String target, int length, byte[] body, String... headers) {
        var head = bytes(head("POST", target, headers) + "Content-Type: application/json\r\nContent-Length: " + length
                + "\r\n\r\n");
        var whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    private static String head(String method, String target, String... headers) {
        var lines = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for (var header : headers) {
            lines.append(header).append("\r\n");
        }
        return lines.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
