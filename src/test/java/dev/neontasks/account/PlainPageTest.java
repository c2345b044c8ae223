package dev.neontasks.account;

import static dev.neontasks.account.AccountCalls.PASSWORD;
import static dev.neontasks.account.AccountCalls.newEmail;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

import jakarta.inject.Inject;
import jakarta.ws.rs.core.NewCookie;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.restassured.RestAssured;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;

import dev.neontasks.api.CrossOrigins;
import dev.neontasks.api.Proxies;
import dev.neontasks.wire.RawHttp;

/** What becomes of a session whose page came over plain HTTP, where a browser keeps no cookie that is Secure. */
@QuarkusTest
class PlainPageTest {

    private static final String LAN = "192.168.1.20:8080";
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @Inject
    CrossOrigins others;
    @Inject
    Proxies proxies;

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            http://192.168.1.20:8080   | 192.168.1.20:8080   | true
            http://nas.local           | nas.local           | true
            http://[fd00::7]:8080      | [fd00::7]:8080      | true
            http://tasks.example.com   | tasks.example.com   | true
            http://127.0.0.1.nip.io    | 127.0.0.1.nip.io    | true
            http://nas.local           | nas.local:80        | true
            http://[fd00::7]           | [fd00::7]:80        | true
            http://nas.local:8080      | nas.local:80        | false
            http://nas.local           | nas.local:443       | false
            http://nas.local           | nas.local:8080      | false
            null                       | null:80             | false
            https://192.168.1.20:8080  | 192.168.1.20:8080   | false
            https://tasks.example.com  | tasks.example.com   | false
            http://localhost:8080      | localhost:8080      | false
            http://tasks.localhost     | tasks.localhost     | false
            http://127.0.0.1:8080      | 127.0.0.1:8080      | false
            http://127.8.9.10          | 127.8.9.10          | false
            http://[::1]:8080          | [::1]:8080          | false
            http://192.168.1.21:8080   | 192.168.1.20:8080   | false
            null                       | 192.168.1.20:8080   | false
            %%                         | 192.168.1.20:8080   | false
            -                          | 192.168.1.20:8080   | false
            """)
    void isKnownByItsOrigin(String origin, String host, boolean isPlain) {
        assertThat(PlainPage.isAsking(request(origin, host, Optional.empty()).getCurrent().request(), Optional.of(host)))
                .isEqualTo(isPlain);
    }

    @Test
    void isToldThatItsSessionWillNotBeKept() throws IOException {
        var email = newEmail();
        for (var call : new String[] { "sign-up", "sign-in" }) {
            assertThat(post(call, LAN, "http://" + LAN, email)).contains("__Secure-refresh_token=")
                    .containsPattern("(?i)warning: 299 neon-tasks \"[^\"]*plain HTTP[^\"]*HTTPS\"");
            assertThat(post(call, LAN, "https://" + LAN, email)).doesNotContainIgnoringCase("warning: 299");
        }
        assertThat(post("sign-in", "localhost:8080", "http://localhost:8080", email))
                .doesNotContainIgnoringCase("warning: 299");
    }

    @Test
    void isToldWhyItsSessionIsOver() throws IOException {
        assertThat(post("refresh", LAN, "http://" + LAN, newEmail())).contains(" 401 ", "/problems/unauthenticated",
                "plain HTTP",
                "HTTPS");
        assertThat(post("refresh", LAN, "https://" + LAN, newEmail())).contains(" 401 ").doesNotContain("plain HTTP");
        assertThat(post("sign-out", LAN, "http://" + LAN, newEmail())).contains(" 204 ");
    }

    /** What the browser of a plain page is given there, it keeps and sends again. */
    @Test
    void keepsItsSessionInDevMode() {
        var token = new RefreshToken(UUID.randomUUID(), RefreshToken.random());
        var given = inDevMode(LAN, Optional.empty()).of(token, NOW, NOW.plus(Duration.ofDays(1)));
        assertThat(given).singleElement().satisfies(cookie -> {
            assertThat(cookie.isSecure()).isFalse();
            assertThat(cookie.getName()).doesNotStartWith("__");
            assertThat(cookie.isHttpOnly()).isTrue();
            assertThat(cookie.getSameSite()).isEqualTo(NewCookie.SameSite.STRICT);
            var next = inDevMode(LAN, Optional.of(cookie.getName() + "=" + cookie.getValue()));
            assertThat(next.tokenToGoOnWith().orElseThrow().text()).isEqualTo(token.text());
            assertThat(next.cleared()).singleElement().satisfies(cleared -> {
                assertThat(cleared.getName()).isEqualTo(cookie.getName());
                assertThat(cleared.getMaxAge()).isZero();
                assertThat(cleared.isSecure()).isFalse();
            });
            assertThat(next.warning()).isEmpty();
        });
        var onItsOwnMachine = inDevMode("localhost:8080", Optional.empty()).of(token, NOW, NOW.plus(Duration.ofDays(1)));
        assertThat(onItsOwnMachine).singleElement().satisfies(cookie -> assertThat(cookie.isSecure()).isTrue());
    }

    private RefreshCookie inDevMode(String host, Optional<String> cookie) {
        return new RefreshCookie(request("http://" + host, host, cookie), others, proxies, true);
    }

    private static String post(String call, String host, String origin, String email) throws IOException {
        var body = call.startsWith("sign-") && !call.equals("sign-out")
                ? "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD)
                : "";
        return RawHttp.ask(RestAssured.port, ("POST /api/auth/%s HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s")
                .formatted(call, host, origin, body.length(), body)).text();
    }

    private static CurrentVertxRequest request(@Nullable String origin, String host, Optional<String> cookie) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        Optional.ofNullable(origin).ifPresent(text -> headers.add("Origin", text));
        cookie.ifPresent(text -> headers.add("Cookie", text));
        var request = proxy(HttpServerRequest.class, (method, arguments) -> switch (method) {
            case "headers" -> headers;
            case "getHeader" -> headers.get(String.valueOf(arguments[0]));
            case "connection" -> proxy(HttpConnection.class, (of, none) -> SocketAddress.inetSocketAddress(1, "192.0.2.1"));
            case "authority" -> HostAndPort.parseAuthority(host, -1);
            default -> throw new UnsupportedOperationException(method);
        });
        var current = new CurrentVertxRequest();
        current.setCurrent(proxy(RoutingContext.class, (method, arguments) -> method.equals("request") ? request : null));
        return current;
    }

    private static <T> T proxy(Class<T> type, BiFunction<String, Object[], Object> answer) {
        return type.cast(Proxy.newProxyInstance(PlainPageTest.class.getClassLoader(), new Class<?>[] { type },
                (proxy, method, arguments) -> answer.apply(method.getName(), arguments)));
    }
}
