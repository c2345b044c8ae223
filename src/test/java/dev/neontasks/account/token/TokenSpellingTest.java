package dev.neontasks.account.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;

import dev.neontasks.TestClock;

/** One token is one text, and one text says one thing. */
class TokenSpellingTest {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final SigningKey KEY = Keys.signingKey();
    private static final TokenSettings SETTINGS = TokenSettings.own(KEY, List.of(), "issuer", "audience");

    private final TestClock clock = new TestClock();
    private final String issued = new AccessTokens(SETTINGS, clock).issue("ann", UUID.randomUUID());
    private final String header = "{\"alg\":\"ES256\",\"kid\":\"" + KEY.verificationKey().id() + "\"";
    private final String claims = "{\"sub\":\"ann\",\"iss\":\"issuer\",\"aud\":\"audience\",\"iat\":%1$d,\"exp\":%2$d"
            .formatted(clock.instant().getEpochSecond(), clock.instant().getEpochSecond() + 60);

    @Test
    void isTakenAsItWasIssued() throws ParseException {
        assertThat(parsed(issued)).isEqualTo("ann");
        assertThat(parsed(signed(header + "}", claims + "}"))).isEqualTo("ann");
    }

    @ParameterizedTest
    @ValueSource(strings = { "=", "==", "====", "!", "!!!!", " ", "\n", "+", "/", "\u00e9", ".", ".AA", "A", "AA", "AAAA" })
    void isRefusedWithAnythingAfterIt(String junk) {
        assertThatRefused(issued + junk);
    }

    @ParameterizedTest
    @ValueSource(strings = { "!", " ", "\n", "=", "." })
    void isRefusedWithAnythingInIt(String junk) {
        for (var at : new int[] { 0, issued.indexOf('.'), issued.lastIndexOf('.'), issued.lastIndexOf('.') + 1,
                issued.length() - 10 }) {
            assertThatRefused(issued.substring(0, at) + junk + issued.substring(at));
        }
    }

    /** Of the last letter of 64 bytes two bits count. */
    @Test
    void isRefusedWhenItsLastLetterHoldsBitsThatDoNotCount() {
        var last = LETTERS.indexOf(issued.charAt(issued.length() - 1));
        for (var more = 1; more < 16; more++) {
            assertThatRefused(issued.substring(0, issued.length() - 1) + LETTERS.charAt(last + more));
        }
    }

    /** The bytes that are left out are zero. */
    @Test
    void isRefusedWithAShorterSignatureOfTheSameNumbers() throws ParseException {
        var numbers = new ShortSignature(KEY.privateKey());
        var content = numbers.content(i -> encoded(header + "}") + "." + encoded(claims + ",\"n\":" + i + "}"));
        var full = numbers.of(content);
        var shorter = new byte[62];
        System.arraycopy(full, 1, shorter, 0, 31);
        System.arraycopy(full, 33, shorter, 31, 31);
        assertThat(parsed(content + "." + encoded(full))).isEqualTo("ann");
        assertThatRefused(content + "." + encoded(shorter));
    }

    @Test
    void isRefusedBeyondSixteenKibibytes() throws ParseException {
        var rest = signed(header + "}", claims + ",\"more\":\"\"}").length();
        var room = (CompactForm.LONGEST - rest) * 3 / 4 - 3;
        assertThat(parsed(signed(header + "}", claims + ",\"more\":\"" + "x".repeat(room) + "\"}"))).isEqualTo("ann");
        assertThatRefused(signed(header + "}", claims + ",\"more\":\"" + "x".repeat(room + 9) + "\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"sub\":\"bob\"", "\"exp\":9999999999", "\"aud\":\"audience\"", "\"more\":1,\"more\":1" })
    void isRefusedWhenAClaimIsThereTwice(String claim) {
        assertThatRefused(signed(header + "}", claims + "," + claim + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"alg\":\"ES256\"", "\"alg\":\"none\"", "\"kid\":\"another\"", "\"more\":1,\"more\":1",
            "\"crit\":[\"exp\"],\"exp\":1", "\"crit\":[]", "\"crit\":[\"alg\"]", "\"crit\":7",
            "\"crit\":[\"b64\"],\"b64\":false", "\"b64\":false", "\"b64\":\"no\"" })
    void isRefusedWhenItsHeaderIsNotUnderstood(String member) {
        assertThatRefused(signed(header + "," + member + "}", claims + "}"));
    }

    @Test
    void isNotUnpacked() throws ParseException {
        assertThat(parsed(signed(header + ",\"zip\":\"DEF\"}", claims + "}"))).isEqualTo("ann");
    }

    @ParameterizedTest
    @ValueSource(strings = { "JWT", "application/jwt" })
    void isRefusedWhenItIsWrappedInAnother(String type) {
        assertThatRefused(signed(header + ",\"cty\":\"" + type + "\"}", issued));
    }

    @Test
    void isRefusedWithContentThatIsNotEncoded() {
        var unencoded = encoded(header + ",\"crit\":[\"b64\"],\"b64\":false}") + "." + claims + "}";
        assertThatRefused(unencoded + "." + encoded(sign(unencoded)));
    }

    @Test
    void isRefusedHoweverDeepItsHeaderIs() {
        var deep = "{\"a\":".repeat(1_700) + "1" + "}".repeat(1_700);
        assertThatRefused(signed(header + ",\"more\":" + deep + ",\"crit\":[\"more\"]}", claims + "}"));
        assertThatRefused(signed("[".repeat(3_000), claims + "}"));
    }

    private void assertThatRefused(String token) {
        assertThatThrownBy(() -> parsed(token)).as(token).isInstanceOf(ParseException.class);
    }

    private String parsed(String token) throws ParseException {
        return new AccessTokenVerifier(SETTINGS, clock).parse(token, new JWTAuthContextInfo()).getSubject();
    }

    private static String signed(String header, String content) {
        var input = encoded(header) + "." + encoded(content);
        return input + "." + encoded(sign(input));
    }

    private static byte[] sign(String input) {
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(KEY.privateKey());
            signature.update(input.getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
