package dev.neontasks.account.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Key;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;

import dev.neontasks.TestClock;

@Tag("parts")
class AccessTokenTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.750Z");
    private static final String ACCOUNT = "01934567-89ab-7cde-8f01-23456789abcd";
    private static final SigningKey KEY = Keys.signingKey();
    private static final TokenSettings SETTINGS = TokenSettings.own(KEY, List.of(), "issuer", "audience");

    @Test
    void saysWhoseItIsAndNothingMore() throws Exception {
        var token = verified(issued(SETTINGS), NOW);
        assertThat(token.getSubject()).isEqualTo(ACCOUNT);
        assertThat(token.getIssuedAtTime()).isEqualTo(NOW.getEpochSecond());
        assertThat(token.getExpirationTime()).isEqualTo(NOW.getEpochSecond() + 15 * 60);
        assertThat(token.getClaimNames()).containsOnly("sub", "iss", "aud", "iat", "exp", "jti", "sid", "raw_token");
        assertThat(header(issued(SETTINGS))).contains("\"alg\":\"ES256\"", "\"kid\":\"" + KEY.verificationKey().id() + "\"");
    }

    @Test
    void isSignedWithAnRsaKeyToo() throws Exception {
        var settings = TokenSettings.own(SigningKey.parse(Keys.pem(Keys.rsa(2048))), List.of(), "issuer", "audience");
        assertThat(verifier(settings, NOW).parse(issued(settings), new JWTAuthContextInfo()).getSubject()).isEqualTo(ACCOUNT);
        assertThat(header(issued(settings))).contains("\"alg\":\"RS256\"");
    }

    @Test
    void holdsUntilItExpires() throws Exception {
        assertThat(verified(issued(SETTINGS), NOW.plus(Duration.ofMinutes(15)).minusSeconds(1)).getSubject())
                .isEqualTo(ACCOUNT);
    }

    @Test
    void holdsWhenTheClocksDifferALittle() throws Exception {
        assertThat(verified(issued(SETTINGS), NOW.minusSeconds(5)).getSubject()).isEqualTo(ACCOUNT);
    }

    @Test
    void isRefusedAfterItsTime() {
        assertThatRefused(issued(SETTINGS), NOW.plus(Duration.ofMinutes(15)).plusSeconds(5));
    }

    @Test
    void isRefusedBeforeItsTime() {
        assertThatRefused(issued(SETTINGS), NOW.minusSeconds(7));
        assertThatRefused(forged(claims -> claims.setNotBefore(NumericDate.fromSeconds(NOW.getEpochSecond() + 60))), NOW);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void isRefusedWithWrongClaims(String what, Consumer<JwtClaims> change) {
        assertThatRefused(forged(change), NOW);
    }

    static Stream<Arguments> isRefusedWithWrongClaims() {
        return Stream.of(wrong("another issuer", claims -> claims.setIssuer("somebody")),
                wrong("no issuer", claims -> claims.unsetClaim("iss")),
                wrong("another audience", claims -> claims.setAudience("somebody")),
                wrong("no audience", claims -> claims.unsetClaim("aud")),
                wrong("no subject", claims -> claims.unsetClaim("sub")),
                wrong("a subject that is no text", claims -> claims.setClaim("sub", 7)),
                wrong("no time of issue", claims -> claims.unsetClaim("iat")),
                wrong("issued in the future", claims -> claims.setClaim("iat", NOW.getEpochSecond() + 60)),
                // RFC 7800: whoever shows it has to prove that a key is theirs, and nobody asks here.
                wrong("a key to be proved", claims -> claims.setClaim("cnf", Map.of("jkt", "abc"))),
                wrong("a certificate to be shown", claims -> claims.setClaim("cnf", Map.of("x5t#S256", "abc"))),
                wrong("an event", claims -> claims.setClaim("events", Map.of("urn:x", Map.of()))),
                wrong("no end", claims -> claims.unsetClaim("exp")),
                wrong("an end that is no time", claims -> claims.setClaim("exp", "never")),
                wrong("an end before its start", claims -> claims.setClaim("exp", NOW.getEpochSecond() - 60)));
    }

    @Test
    void isAcceptedWithRightClaims() throws Exception {
        assertThat(verified(forged(claims -> {
        }), NOW).getSubject()).isEqualTo(ACCOUNT);
    }

    /**
     * RFC 8725, section 3.11, and RFC 9068, section 2.1; a media type's "application/" may be left out, and its case is its
     * own.
     */
    @ParameterizedTest
    @ValueSource(strings = { "JWT", "jwt", "application/jwt", "at+jwt", "AT+JWT", "application/at+jwt" })
    void isAcceptedWhenItSaysThatItIsOne(String type) throws Exception {
        assertThat(verified(typed(type), NOW).getSubject()).isEqualTo(ACCOUNT);
    }

    /** Signed by the same key for somebody else's eyes: of signing out, of an event, of a proof, of who somebody is. */
    @ParameterizedTest
    @ValueSource(strings = { "logout+jwt", "LOGOUT+JWT", "application/logout+jwt", "secevent+jwt", "dpop+jwt", "id+jwt",
            "kb+jwt", "rt+jwt", "JOSE", "text/jwt", "" })
    void isRefusedWhenItSaysThatItIsSomethingElse(String type) {
        assertThatRefused(typed(type), NOW);
    }

    @Test
    void isRefusedWhenWhatItSaysThatItIsIsNoText() {
        assertThatRefused(typed(7), NOW);
        assertThatRefused(typed(List.of("JWT")), NOW);
    }

    @Test
    void isRefusedWhenAnotherKeySignedItUnderOurKeysName() {
        assertThatRefused(signed("ES256", KEY.verificationKey().id(), Keys.ec("secp256r1")), NOW);
    }

    @Test
    void isRefusedWhenItNamesNoKey() {
        var named = signed("ES256", KEY.verificationKey().id(), KEY.privateKey());
        var nameless = signed("ES256", null, KEY.privateKey());
        assertThat(header(nameless)).doesNotContain("kid");
        assertThat(header(named)).contains("kid");
        assertThatRefused(nameless, NOW);
    }

    @Test
    void isRefusedWhenItNamesAnUnknownKey() {
        assertThatRefused(signed("ES256", "another", KEY.privateKey()), NOW);
    }

    @Test
    void isRefusedWithoutSignature() {
        assertThatRefused(signed("none", KEY.verificationKey().id(), null), NOW);
        var issued = issued(SETTINGS);
        assertThatRefused(issued.substring(0, issued.lastIndexOf('.') + 1), NOW);
    }

    @Test
    void isRefusedWhenSignedWithThePublicKeyAsASharedSecret() {
        var secret = new HmacKey(KEY.verificationKey().publicKey().getEncoded());
        assertThatRefused(signed("HS256", KEY.verificationKey().id(), secret), NOW);
    }

    @Test
    void isRefusedWithAnotherAlgorithmThanItsKeys() {
        assertThatRefused(signed("RS256", KEY.verificationKey().id(), Keys.rsa(2048)), NOW);
    }

    /** RFC 9864. */
    @ParameterizedTest
    @ValueSource(strings = { "EdDSA", "Ed25519" })
    void isAcceptedWithEitherNameOfOneAlgorithm(String algorithm) throws Exception {
        var pair = Keys.pair("Ed25519", NamedParameterSpec.ED25519);
        var settings = accepting(VerificationKey.of(pair.getPublic()));
        var token = signed(algorithm, VerificationKey.of(pair.getPublic()).id(), pair.getPrivate());
        assertThat(verifier(settings, NOW).parse(token, new JWTAuthContextInfo()).getSubject()).isEqualTo(ACCOUNT);
    }

    @Test
    void isRefusedWithTheNameOfAnotherAlgorithmOfItsKind() {
        assertThatRefused(signed("Ed25519", KEY.verificationKey().id(), Keys.generate("Ed25519", NamedParameterSpec.ED25519)),
                NOW);
    }

    @Test
    void isAcceptedWhicheverOfTheKeysOfOneIdSignedIt() throws Exception {
        var pairs = Stream.generate(() -> Keys.pair("EC", new ECGenParameterSpec("secp256r1"))).limit(3).toList();
        var keys = pairs.stream().map(pair -> new VerificationKey(pair.getPublic(), SignatureAlgorithm.ES256, "same"));
        var verifier = verifier(accepting(keys.limit(2).toArray(VerificationKey[]::new)), NOW);
        for (var pair : pairs.subList(0, 2)) {
            var token = signed("ES256", "same", pair.getPrivate());
            assertThat(verifier.parse(token, new JWTAuthContextInfo()).getSubject()).isEqualTo(ACCOUNT);
            assertThat(verifier.remembered(token)).isPresent();
        }
        assertThatThrownBy(() -> verifier.parse(signed("ES256", "same", pairs.get(2).getPrivate()), new JWTAuthContextInfo()))
                .isInstanceOf(ParseException.class);
    }

    @Test
    void isRefusedWithItsContentChanged() {
        var parts = issued(SETTINGS).split("\\.");
        var content = new String(Base64.getUrlDecoder().decode(parts[1])).replace(ACCOUNT, ACCOUNT.replace('0', '1'));
        assertThatRefused(parts[0] + "." + base64(content) + "." + parts[2], NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", ".", "..", "...", "....", "a", "a.b.c", "e30.e30.e30", "bnVsbA.bnVsbA.bnVsbA",
            "W10.W10.W10",
            "eyJhbGciOjd9.e30.AA", "eyJhbGciOiJFUzI1NiIsImtpZCI6N30.e30.AA",
            "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0.a.b.c.d" })
    void isRefusedWhenItIsGarbage(String garbage) {
        assertThatRefused(garbage, NOW);
    }

    @Test
    void isRefusedWhateverIsDoneToItsLetters() {
        var random = new Random(42);
        var issued = issued(SETTINGS);
        var signedLetters = issued.lastIndexOf('.');
        for (var i = 0; i < 500; i++) {
            var letters = issued.toCharArray();
            letters[random.nextInt(signedLetters)] ^= (char) (1 + random.nextInt(127));
            assertThatRefused(new String(letters), NOW);
        }
    }

    @Test
    void isRememberedFromItsVerificationToItsEnd() throws Exception {
        var clock = new TestClock();
        var token = new AccessTokens(SETTINGS, clock).issue(ACCOUNT, UUID.randomUUID());
        var verifier = new AccessTokenVerifier(SETTINGS, clock);
        assertThat(verifier.remembered(token)).isEmpty();
        verifier.parse(token, new JWTAuthContextInfo());
        assertThat(verifier.remembered(token).orElseThrow().getSubject()).isEqualTo(ACCOUNT);
        assertThat(verifier.remembered(token + "x")).isEmpty();
        clock.pass(Duration.ofMinutes(15).plusSeconds(6));
        assertThat(verifier.remembered(token)).isEmpty();
    }

    @Test
    void isNotRepeatedInTheRefusal() {
        var issued = issued(SETTINGS);
        assertThatThrownBy(() -> verified(issued, NOW.plus(Duration.ofDays(1)))).hasNoCause().message()
                .doesNotContain(issued.substring(10, 30), ACCOUNT);
    }

    private static void assertThatRefused(String token, Instant when) {
        assertThatThrownBy(() -> verified(token, when)).as(token).isInstanceOf(ParseException.class);
    }

    private static JsonWebToken verified(String token, Instant when) throws ParseException {
        return verifier(SETTINGS, when).parse(token, new JWTAuthContextInfo());
    }

    private static AccessTokenVerifier verifier(TokenSettings settings, Instant when) {
        return new AccessTokenVerifier(settings, Clock.fixed(when, ZoneOffset.UTC));
    }

    private static String issued(TokenSettings settings) {
        return new AccessTokens(settings, Clock.fixed(NOW, ZoneOffset.UTC)).issue(ACCOUNT, UUID.randomUUID());
    }

    private static TokenSettings accepting(VerificationKey... keys) {
        return new TokenSettings(Optional.empty(), new OwnKeys(new VerificationKeys(List.of(keys))), "issuer", "audience");
    }

    private static Arguments wrong(String what, Consumer<JwtClaims> change) {
        return Arguments.of(what, change);
    }

    private static String forged(Consumer<JwtClaims> change) {
        return signed("ES256", KEY.verificationKey().id(), KEY.privateKey(), change);
    }

    private static String signed(String algorithm, String keyId, Key key) {
        return signed(algorithm, keyId, key, claims -> {
        });
    }

    private static String typed(Object type) {
        return signed("ES256", KEY.verificationKey().id(), KEY.privateKey(), claims -> {
        }, Optional.of(type));
    }

    private static String signed(String algorithm, String keyId, Key key, Consumer<JwtClaims> change) {
        return signed(algorithm, keyId, key, change, Optional.empty());
    }

    private static String signed(String algorithm, String keyId, Key key, Consumer<JwtClaims> change, Optional<Object> type) {
        var claims = new JwtClaims();
        claims.setSubject(ACCOUNT);
        claims.setIssuer("issuer");
        claims.setAudience("audience");
        claims.setIssuedAt(NumericDate.fromSeconds(NOW.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(NOW.getEpochSecond() + 60));
        change.accept(claims);
        var jws = new JsonWebSignature();
        jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        Ed25519Algorithm.register();
        jws.setAlgorithmHeaderValue(algorithm);
        if (keyId != null) {
            jws.setKeyIdHeaderValue(keyId);
        }
        type.ifPresent(value -> jws.getHeaders().setObjectHeaderValue("typ", value));
        jws.setKey(key);
        jws.setPayload(claims.toJson());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String header(String token) {
        return new String(Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes());
    }
}
