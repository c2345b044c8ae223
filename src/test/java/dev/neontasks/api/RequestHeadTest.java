package dev.neontasks.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;

class RequestHeadTest {

    private static final OptionalInt BAD = OptionalInt.of(400);
    private static final HostAndPort OURS = HostAndPort.parseAuthority("tasks.example", 443);

    @Test
    void takesHttp2ForOneHost() {
        assertThat(refusal(OURS)).isEmpty();
        assertThat(refusal(OURS, OURS.toString())).isEmpty();
        assertThat(refusal(OURS, "other.example")).isEqualTo(BAD);
    }

    @Test
    void refusesHttp2ForNone() {
        assertThat(refusal(null)).isEqualTo(BAD);
        assertThat(refusal(null, "null")).isEqualTo(BAD);
    }

    private static OptionalInt refusal(@Nullable HostAndPort authority, String... hosts) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        for (var host : hosts) {
            headers.add("Host", host);
        }
        return RequestHead.refusal((HttpServerRequest) Proxy.newProxyInstance(RequestHeadTest.class.getClassLoader(),
                new Class<?>[] { HttpServerRequest.class }, (proxy, method, arguments) -> switch (method.getName()) {
                    case "headers" -> headers;
                    case "method" -> HttpMethod.GET;
                    case "version" -> HttpVersion.HTTP_2;
                    case "authority" -> authority;
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
    }
}
