package dev.neontasks.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;

/** The proxies are 10.0.0.0/8; requests are for {@code inside:8080}. */
class ProxiesTest {

    private static final String[] NAMES = { "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host",
            "X-Forwarded-Port", "X-Forwarded-Prefix",
            "Forwarded" };
    private static final String[] VALUES = { "10.0.0.2", "192.0.2.9", "https", "evil.example", "/evil", ",", ", ",
            "for=192.0.2.9",
            "for=10.0.0.3;host=evil.example;proto=https", "\"", "\\", "[::1]:1", "unknown", "", " ", "//", "é", "10.0.0.2:80" };

    private final Proxies proxies = new Proxies(new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(Map.of("TRUSTED_PROXIES", "10.0.0.0/8"), "test", 100)).build());

    /**
     * Who asks, what it wrote, of whose names {@code X-Forwarded-} is left out; who asked first, by TLS or not, for which host.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            10.0.0.1 |  | 10.0.0.1 | false | inside:8080
            10.0.0.1 | For: 192.0.2.9 | 192.0.2.9 | false | inside:8080
            10.0.0.1 | For: 192.0.2.9 / Proto: https / Host: a.example | 192.0.2.9 | true | a.example
            10.0.0.1 | Proto: HTTPS / Host: a.example:8443 | 10.0.0.1 | true | a.example:8443
            10.0.0.1 | Host: a.example / Port: 8443 | 10.0.0.1 | false | a.example:8443
            10.0.0.1 | Host: [2001:db8::1] / Port: 8443 | 10.0.0.1 | false | [2001:db8::1]:8443
            10.0.0.1 | Host: a.example:8443 / Port: 9443 | 10.0.0.1 | false | a.example:8443
            10.0.0.1 | Host: a.example / Proto: https / Port: 443 | 10.0.0.1 | true | a.example
            10.0.0.1 | Host: a.example / Proto: https / Port: 80 | 10.0.0.1 | true | a.example
            10.0.0.1 | Host: a.example / Port: 8443, x | 10.0.0.1 | false | a.example
            10.0.0.1 | For: 192.0.2.9, 10.0.0.2 / Host: a.example, b.example / Port: 8443, 9443 | 192.0.2.9 | false | a.example:8443
            10.0.0.1 | For: 192.0.2.9 / Forwarded: for=7.7.7.7 / Port: 8443 | 192.0.2.9 | false | inside:8080
            10.0.0.1 | Forwarded: for=192.0.2.9;host=a.example / Port: 8443 | 192.0.2.9 | false | a.example
            11.0.0.1 | Host: a.example / Port: 8443 | 11.0.0.1 | false | inside:8080
            10.0.0.1 | Host: [2001:db8::1]:8443 | 10.0.0.1 | false | [2001:db8::1]:8443
            10.0.0.1 | For: 7.7.7.7, 192.0.2.9, 10.0.0.2 / Proto: http, https, http / Host: x, a, y | 192.0.2.9 | true | a
            10.0.0.1 | For: 7.7.7.7, 192.0.2.9 / Host: evil.example, a.example | 192.0.2.9 | false | a.example
            10.0.0.1 | For: 192.0.2.9, 10.0.0.2 / Proto: https / Host: a.example | 192.0.2.9 | true | a.example
            10.0.0.1 | For: 7.7.7.7 / For: 192.0.2.9 | 192.0.2.9 | false | inside:8080
            10.0.0.1 | For: 192.0.2.9, unknown | 10.0.0.1 | false | inside:8080
            10.0.0.1 | For: , | 10.0.0.1 | false | inside:8080
            10.0.0.1 | For: 192.0.2.9:5000 | 192.0.2.9 | false | inside:8080
            10.0.0.1 | Forwarded: for=192.0.2.9;proto=https;host=a.example | 192.0.2.9 | true | a.example
            10.0.0.1 | Forwarded: for=x, for=192.0.2.9;proto=https;host="a:8443", for=10.0.0.2;proto=http | 192.0.2.9 | true | a:8443
            10.0.0.1 | Forwarded: for=192.0.2.9;proto=https, for=10.0.0.2;host=b.example | 192.0.2.9 | true | b.example
            10.0.0.1 | Forwarded: for=7.7.7.7;proto=https / Forwarded: for=192.0.2.9 | 192.0.2.9 | false | inside:8080
            10.0.0.1 | Forwarded: for=_hidden;proto=https | 10.0.0.1 | true | inside:8080
            10.0.0.1 | Forwarded: for=192.0.2.9;by=" | 10.0.0.1 | false | inside:8080
            10.0.0.1 | Forwarded: for=7.7.7.7;proto=https;host=evil.example / For: 192.0.2.9 | 192.0.2.9 | false | inside:8080
            10.0.0.1 | Forwarded: for=7.7.7.7;host=evil.example / Proto: https | 10.0.0.1 | true | inside:8080
            11.0.0.1 | For: 192.0.2.9 / Proto: https / Host: a.example | 11.0.0.1 | false | inside:8080
            11.0.0.1 | Forwarded: for=192.0.2.9;proto=https;host=a.example | 11.0.0.1 | false | inside:8080
            """)
    void areBelievedAboutWhoAsksThem(String peer, String headers, String client, boolean isEncrypted, String authority)
            throws Exception {
        var request = request(peer, headers == null ? "" : headers);
        assertThat(proxies.client(request)).hasValue(InetAddress.getByName(client));
        assertThat(proxies.isEncrypted(request)).isEqualTo(isEncrypted);
        assertThat(proxies.authority(request)).hasValue(authority);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "a b", "a/b", "a.example:", "a.example:port", "user@a.example", "<script>", "[", "é.example" })
    void nameNoHostThatIsNone(String host) {
        assertThat(proxies.authority(request("10.0.0.1", "Host: " + host))).hasValue("inside:8080");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10.0.0.1 | Prefix: /tasks                             | /tasks
            10.0.0.1 | Prefix: /tasks/                            | /tasks
            10.0.0.1 | Prefix: /team, /tasks                      | /team/tasks
            10.0.0.1 | Prefix: /team / Prefix: /tasks             | /team/tasks
            10.0.0.1 | Prefix: /                                  | ''
            10.0.0.1 | Prefix: //evil.example                     | ''
            10.0.0.1 | Prefix: /tasks, /../x                      | ''
            10.0.0.1 | Prefix: ,                                  | ''
            11.0.0.1 | Prefix: /tasks                             | ''
            """)
    void sayWhatTheyHaveTakenOff(String peer, String headers, String prefix) {
        assertThat(proxies.prefix(request(peer, headers)).path()).isEqualTo(prefix);
    }

    @Test
    void nobodyElseIsBelievedWhateverIsWritten() {
        var random = new Random(22);
        for (var i = 0; i < 100_000; i++) {
            var headers = MultiMap.caseInsensitiveMultiMap();
            for (var lines = 1 + random.nextInt(4); lines > 0; lines--) {
                headers.add(NAMES[random.nextInt(NAMES.length)], value(random));
            }
            var request = request("192.0.2.1", headers);
            assertThat(proxies.client(request)).map(InetAddress::getHostAddress).hasValue("192.0.2.1");
            assertThat(proxies.isEncrypted(request)).isFalse();
            assertThat(proxies.authority(request)).hasValue("inside:8080");
            assertThat(proxies.prefix(request).isRoot()).isTrue();
        }
    }

    /** A proxy that writes its own behind, or in place of, what a client wrote. */
    @Test
    void aClientGetsNothingBelievedThroughAProxyThatWritesItsOwn() {
        var random = new Random(23);
        for (var i = 0; i < 100_000; i++) {
            var headers = MultiMap.caseInsensitiveMultiMap();
            headers.add("X-Forwarded-For", value(random) + ", 192.0.2.1");
            headers.add("X-Forwarded-Proto", "http").add("X-Forwarded-Host", "a.example");
            headers.add("Forwarded", value(random));
            var request = request("10.0.0.1", headers);
            assertThat(proxies.client(request)).map(InetAddress::getHostAddress).hasValue("192.0.2.1");
            assertThat(proxies.isEncrypted(request)).isFalse();
            assertThat(proxies.authority(request)).hasValue("a.example");
        }
    }

    @Test
    void nobodyIsToldOfAPathWithoutEnd() {
        var part = "/" + "x".repeat(99);
        assertThat(proxies.prefix(request("10.0.0.1", "Prefix: " + part + "," + part)).path()).isEqualTo(part + part);
        assertThat(proxies.prefix(request("10.0.0.1", "Prefix: " + part + "," + part + ",/x")).path()).isEmpty();
    }

    @Test
    void hopsBeyondAllProxiesAreNotLookedAt() {
        var request = request("10.0.0.1", "For: 192.0.2.1" + ", 10.0.0.1".repeat(40));
        assertThat(proxies.client(request)).map(InetAddress::getHostAddress).hasValue("10.0.0.1");
    }

    private static String value(Random random) {
        var value = new StringBuilder();
        for (var pieces = random.nextInt(5); pieces > 0; pieces--) {
            value.append(VALUES[random.nextInt(VALUES.length)]);
        }
        return value.toString();
    }

    private static HttpServerRequest request(String peer, String lines) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        for (var line : lines.isEmpty() ? List.<String> of() : List.of(lines.split(" / "))) {
            var name = line.split(":", 2)[0];
            headers.add(name.equals("Forwarded") ? name : "X-Forwarded-" + name, line.split(":", 2)[1].strip());
        }
        return request(peer, headers);
    }

    private static HttpServerRequest request(String peer, MultiMap headers) {
        var connection = (HttpConnection) Proxy.newProxyInstance(ProxiesTest.class.getClassLoader(),
                new Class<?>[] { HttpConnection.class },
                (proxy, method, arguments) -> SocketAddress.inetSocketAddress(1, peer));
        return (HttpServerRequest) Proxy.newProxyInstance(ProxiesTest.class.getClassLoader(),
                new Class<?>[] { HttpServerRequest.class }, (proxy, method, arguments) -> switch (method.getName()) {
                    case "headers" -> headers;
                    case "connection" -> connection;
                    case "isSSL" -> false;
                    case "authority" -> HostAndPort.parseAuthority("inside:8080", -1);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
