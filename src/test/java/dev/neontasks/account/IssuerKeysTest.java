package dev.neontasks.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.neontasks.TestClock;

class IssuerKeysTest {

    private final TestIssuer issuer = new TestIssuer();
    private final TestClock clock = new TestClock();
    private final String first = issuer.adds("ES256", 1);
    private final IssuerKeys keys = keys(issuer.url());

    @AfterEach
    void end() {
        issuer.close();
    }

    @Test
    void areFetchedOnceForManyTokens() {
        IntStream.range(0, 100).parallel().forEach(i -> assertThat(keys.find(first)).isPresent());
        assertThat(issuer.asked).hasValue(1);
    }

    @Test
    void areFetchedAgainForANewKeyOnceInAnInterval() {
        assertThat(keys.find(first)).isPresent();
        var second = issuer.adds("EdDSA", 2);
        IntStream.range(0, 100).forEach(i -> assertThat(keys.find("unknown" + i)).isEmpty());
        assertThat(keys.find(second)).isEmpty();
        assertThat(issuer.asked).hasValue(1);
        clock.pass(IssuerKeys.INTERVAL);
        assertThat(keys.find(second)).isPresent();
        IntStream.range(0, 100).forEach(i -> assertThat(keys.find("unknown" + i)).isEmpty());
        assertThat(issuer.asked).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "nothing", "{}", "{\"keys\":7}", "{\"keys\":", "[]" })
    void areKeptWhenTheAnswerIsNoKeySet(String answer) {
        assertThat(keys.find(first)).isPresent();
        issuer.around = answer;
        clock.pass(IssuerKeys.INTERVAL);
        assertThat(keys.find("unknown")).isEmpty();
        assertThat(issuer.asked).hasValue(2);
        assertThat(keys.find(first)).isPresent();
    }

    @Test
    void areKeptWhileTheIssuerIsDown() {
        assertThat(keys.find(first)).isPresent();
        issuer.status = 503;
        clock.pass(IssuerKeys.INTERVAL);
        assertThat(keys.find("unknown")).isEmpty();
        issuer.close();
        clock.pass(IssuerKeys.INTERVAL);
        assertThat(keys.find("unknown")).isEmpty();
        assertThat(keys.find(first)).isPresent();
    }

    @Test
    void areDroppedWhenTheIssuerTakesThemBack() {
        assertThat(keys.find(first)).isPresent();
        issuer.drops(first);
        issuer.adds("RS256", 2);
        clock.pass(IssuerKeys.MAX_AGE.plusSeconds(1));
        keys.find(first);
        await().atMost(Duration.ofSeconds(5)).until(() -> keys.known().find(first).isEmpty());
    }

    @Test
    void areMissedNoLongerThanTheTimeOut() throws IOException {
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var asked = Instant.now();
            assertThat(keys("http://localhost:" + silent.getLocalPort() + "/").find("any")).isEmpty();
            assertThat(Duration.between(asked, Instant.now())).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(9));
        }
    }

    @Test
    void areWaitedForByAFewWhileTheIssuerHangs() throws Exception {
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var hanging = keys("http://localhost:" + silent.getLocalPort() + "/");
            var answered = new AtomicInteger();
            var threads = Executors.newFixedThreadPool(100);
            IntStream.range(0, 100).forEach(i -> threads.execute(() -> {
                hanging.find("unknown" + i);
                answered.incrementAndGet();
            }));
            await().atMost(Duration.ofSeconds(2)).until(() -> answered.get() >= 60);
            threads.shutdownNow();
        }
    }

    @Test
    void passOverWhatIsNoKeyForTokens() {
        issuer.around = """
                {"keys":[{"kty":"oct","kid":"secret","k":"c2VjcmV0"},{"kty":"RSA","kid":"x"},{"kty":"new","kid":"y"},
                {"kty":"RSA","kid":"weak","n":"%s","e":"AQAB"},%s,%s]}""".formatted("z".repeat(170),
                jwk("published", Keys.published()), jwk("good", Keys.rsaPair(2048)));
        clock.pass(IssuerKeys.INTERVAL);
        for (var id : new String[] { "published", "secret", "x", "y", "weak" }) {
            assertThat(keys.find(id)).as(id).isEmpty();
        }
        assertThat(keys.find("good")).isPresent();
    }

    private static String jwk(String id, KeyPair pair) {
        try {
            var key = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
            key.setKeyId(id);
            return key.toJson();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private IssuerKeys keys(String url) {
        return new IssuerKeys(URI.create(url), HttpClient.newBuilder(), clock);
    }
}
