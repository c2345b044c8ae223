package dev.neontasks.api;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.json.Json;

/** Answers a request of HTTP/1 whose head breaks the rules (RFC 9112, section 2.2): it reaches no filter and no route. */
public final class UnreadableHead {

    private UnreadableHead() {
    }

    /** A problem document, the last on its connection. */
    public static FullHttpResponse answer(HttpRequest request) {
        // Netty puts a whole one in place of what has no path.
        var path = request instanceof FullHttpRequest ? "" : request.uri().replaceFirst("\\?.*", "");
        var id = ResponseHeaders.randomId();
        var type = ProblemType.MALFORMED_REQUEST;
        var body = Json.encode(new Problem(type.uri(), type.title(), type.status(),
                "The head of the request is malformed.", path + "#" + id, List.of())).getBytes(StandardCharsets.UTF_8);
        var content = request.method().equals(HttpMethod.HEAD) ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body);
        var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST, content);
        ResponseHeaders.put(answer.headers()::set, id, "/api");
        answer.headers().set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length).set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return answer;
    }
}
