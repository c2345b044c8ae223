package dev.neontasks.account.token;

import static dev.neontasks.security.SecurityEvent.KEYS_CHANGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.KeyPair;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import dev.neontasks.LogLines;
import dev.neontasks.TestClock;
import dev.neontasks.security.SecurityLines;
import dev.neontasks.security.SecurityLog;

@Tag("parts")
class IssuerKeysTest {

    private static final KeyPair GOOD = Keys.rsaPair(2048);

    private final TestIssuer issuer = new TestIssuer();
    private final TestClock clock = new TestClock();
    private final SecurityLog security = new SecurityLog(new SimpleMeterRegistry());
    private final SecurityLines lines = new SecurityLines(security);
    private final String first = issuer.adds("ES256", 1);
    private final LogLines log = new LogLines(IssuerKeys.class.getName());
    private final IssuerKeys keys = keys(issuer.url());

    @AfterEach
    void end() {
        log.close();
        issuer.close();
        lines.close();
    }

    @Test
    void areFetchedOnceForManyTokens() {
        IntStream.range(0, 100).parallel().forEach(i -> assertThat(keys.find(first)).isNotEmpty());
        assertThat(issuer.asked).hasValue(1);
    }

    @Test
    void areFetchedAgainForANewKeyOnceInAnInterval() {
        assertThat(keys.find(first)).isNotEmpty();
        var second = issuer.adds("EdDSA", 2);
        IntStream.range(0, 100).forEach(i -> assertThat(keys.find("unknown" + i)).isEmpty());
        assertThat(keys.find(second)).isEmpty();
        assertThat(issuer.asked).hasValue(1);
        clock.pass(IssuerKeys.INTERVAL);
        assertThat(keys.find(second)).isNotEmpty();
        IntStream.range(0, 100).forEach(i -> assertThat(keys.find("unknown" + i)).isEmpty());
        assertThat(issuer.asked).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "nothing", "{}", "{\"keys\":7}", "{\"keys\":", "[]" })
    void areKeptWhenTheAnswerIsNoKeySet(String answer) {
        assertThat(keys.find(first)).isNotEmpty();
        issuer.around = answer;
        clock.pass(IssuerKeys.INTERVAL);
        assertThat(keys.find("unknown")).isEmpty();
        assertThat(issuer.asked).hasValue(2);
        assertThat(keys.find(first)).isNotEmpty();
    }

    @Test
    void areKeptWhileTheIssuerIsDown() {
        assertThat(keys.find(first)).isNotEmpty();
        issuer.status = 503;
        clock.pass(IssuerKeys.INTERVAL);
        assertThat(keys.find("unknown")).isEmpty();
        issuer.close();
        clock.pass(IssuerKeys.INTERVAL);
        assertThat(keys.find("unknown")).isEmpty();
        assertThat(keys.find(first)).isNotEmpty();
    }

    @Test
    void areDroppedWhenTheIssuerTakesThemBack() {
        assertThat(keys.find(first)).isNotEmpty();
        issuer.drops(first);
        issuer.adds("RS256", 2);
        clock.pass(IssuerKeys.MAX_AGE.plusSeconds(1));
        keys.find(first);
        await().atMost(Duration.ofSeconds(5)).until(() -> keys.known().find(first).isEmpty());
    }

    @Test
    void areToldOfWhenTheyChange() {
        assertThat(keys.find(first)).isNotEmpty();
        assertThat(lines.one(KEYS_CHANGED).text()).endsWith(" appeared=ES256-1 disappeared=none");
        var second = issuer.adds("EdDSA", 2);
        issuer.drops(first);
        clock.pass(IssuerKeys.INTERVAL);
        assertThat(keys.find(second)).isNotEmpty();
        assertThat(lines.of(KEYS_CHANGED)).hasSize(2).last().extracting(SecurityLines.Line::text).asString()
                .endsWith(" appeared=EdDSA-2 disappeared=ES256-1");
        clock.pass(IssuerKeys.INTERVAL);
        assertThat(keys.find("unknown")).isEmpty();
        assertThat(issuer.asked).hasValue(3);
        assertThat(lines.of(KEYS_CHANGED)).hasSize(2);
    }

    @Test
    void areToldOfWhenOneIsReplacedUnderItsId() {
        assertThat(keys.find(first)).isNotEmpty();
        issuer.adds("ES256", 1);
        clock.pass(IssuerKeys.INTERVAL);
        assertThat(keys.find("unknown")).isEmpty();
        assertThat(lines.of(KEYS_CHANGED)).last().extracting(SecurityLines.Line::text).asString()
                .endsWith(" appeared=ES256-1 disappeared=ES256-1");
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
                jwk("published", Keys.published()), jwk("good", GOOD));
        clock.pass(IssuerKeys.INTERVAL);
        for (var id : new String[] { "published", "secret", "x", "y", "weak" }) {
            assertThat(keys.find(id)).as(id).isEmpty();
        }
        assertThat(keys.find("good")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "7", "null", "\"text\"", "[]", "{}", "[{\"kty\":\"EC\"}]", "{\"kty\":7}",
            "{\"kty\":\"EC\",\"kid\":\"x\",\"crv\":\"P-256\",\"x\":\"AA\"}",
            "{\"kty\":\"RSA\",\"kid\":\"x\",\"n\":7,\"e\":\"AQAB\"}", "{\"kty\":\"oct\",\"kty\":\"oct\",\"kid\":\"x\"}" })
    void passOverAMalformedMemberAlone(String malformed) {
        answers("{\"keys\":[%s,%s]}".formatted(malformed, jwk("good", GOOD)));
        assertThat(keys.find("good")).hasSize(1);
        assertThat(log.with("passed over")).singleElement().asString().contains("member 1");
    }

    @Test
    void passOverAMemberWhoseIdIsNoText() {
        answers("{\"keys\":[%s,%s]}".formatted(jwk("x", GOOD).replace("\"x\"", "7"),
                jwk("good", GOOD)));
        assertThat(keys.find("good")).hasSize(1);
    }

    @Test
    void sayOnceWhatIsPassedOver() {
        answers("{\"keys\":[7,%s,{\"kty\":\"oct\",\"kid\":\"secret\",\"k\":\"c2VjcmV0\"}]}"
                .formatted(jwk("good", GOOD)));
        for (var i = 0; i < 3; i++) {
            assertThat(keys.find("unknown")).isEmpty();
            clock.pass(IssuerKeys.INTERVAL);
        }
        assertThat(issuer.asked).hasValue(4);
        assertThat(log.with("passed over")).containsExactly("Key set of the issuer: passed over are member 1, which is "
                + "malformed; member 3, which holds no public key");
    }

    @Test
    void areAllKeysOfOneId() {
        answers("{\"keys\":[%s,%s,%s]}".formatted(jwk("same", GOOD), jwk("same", Keys.rsaPair(2048)),
                jwk("another", GOOD)));
        assertThat(keys.find("same")).hasSize(2);
    }

    @Test
    void areNoMoreThanAHundred() {
        var key = jwk("one", GOOD);
        answers("{\"keys\":[" + (key + ",").repeat(100) + jwk("late", GOOD) + "]}");
        assertThat(keys.find("late")).isEmpty();
        assertThat(keys.known().keys()).hasSize(1);
        assertThat(log.with("passed over")).singleElement().asString().contains("all after the first 100");
    }

    @Test
    void areThoseForEd25519UnderEitherName() {
        issuer.adds("EdDSA", 5);
        issuer.adds("Ed25519", 5);
        answers("%s");
        assertThat(keys.find("EdDSA-5")).hasSize(1);
        assertThat(keys.find("Ed25519-5")).hasSize(1);
    }

    @Test
    void areNoneForEd448() {
        answers("{\"keys\":[%s]}".formatted(jwk("ed448", Keys.pair("Ed448", NamedParameterSpec.ED448))));
        assertThat(keys.find("ed448")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = { 301, 302, 303, 307, 308 })
    void areNotFetchedFromWhereTheIssuerSends(int status) {
        try (var another = new TestIssuer()) {
            another.adds("RS256", 7);
            assertThat(keys.find(first)).isNotEmpty();
            issuer.status = status;
            for (var place : new String[] { another.url(), issuer.url() + "?again" }) {
                issuer.elsewhere = place;
                clock.pass(IssuerKeys.INTERVAL);
                assertThat(keys.find("RS256-7")).isEmpty();
            }
            assertThat(another.asked).hasValue(0);
            assertThat(issuer.asked).hasValue(3);
            assertThat(log.with("not fetched")).containsExactly("Key set of the issuer not fetched, the last one is kept: "
                    + "it answered with status " + status + " (redirects are not followed)");
        }
    }

    /** From the next question on, which is now due. */
    private void answers(String keySet) {
        assertThat(keys.find(first)).isNotEmpty();
        issuer.around = keySet;
        clock.pass(IssuerKeys.INTERVAL);
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
        return new IssuerKeys(URI.create(url), HttpClient.newBuilder(), security, clock);
    }
}
