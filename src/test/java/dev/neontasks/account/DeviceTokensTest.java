package dev.neontasks.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.neontasks.account.token.Keys;
import dev.neontasks.account.token.SigningKey;

class DeviceTokensTest {

    private static final String ANN = "ann@example.com";
    private static final String ID = "01a22469-457e-7573-a0ff-11499b78788c";
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant END = NOW.plusSeconds(60);
    private static final PrivateKey KEY = Keys.ec("secp256r1");

    private final DeviceTokens tokens = new DeviceTokens(KEY);
    private final String issued = tokens.issue(ANN, ID, END);

    @Test
    void vouchForOneAccountUntilTheyEnd() {
        assertThat(vouches(tokens, issued, ANN, NOW)).isTrue();
        assertThat(vouches(tokens, issued, "bob@example.com", NOW)).isFalse();
        assertThat(vouches(tokens, issued, ANN, END)).isFalse();
    }

    @Test
    void areOfOneOfTheAccountsThatAnAddressMayHaveHad() {
        var token = tokens.read(issued).orElseThrow();
        assertThat(tokens.isOf(token, ID)).isTrue();
        assertThat(tokens.isOf(token, "01a22469-457e-7573-a0ff-11499b78788d")).isFalse();
        assertThat(tokens.isOf(token, ANN)).isFalse();
    }

    @Test
    void areReadByWhoeverSignsWithTheSameKey() {
        assertThat(vouches(new DeviceTokens(SigningKey.parse(Keys.pem(KEY)).privateKey()), issued, ANN, NOW)).isTrue();
        assertThat(new DeviceTokens(Keys.ec("secp256r1")).read(issued)).isEmpty();
        var rsa = new DeviceTokens(Keys.rsa(2048));
        assertThat(rsa.read(issued)).isEmpty();
        assertThat(vouches(rsa, rsa.issue(ANN, ID, END), ANN, NOW)).isTrue();
    }

    @Test
    void areNewEachTime() {
        var other = tokens.issue(ANN, ID, END);
        assertThat(tokens.read(other).orElseThrow().id()).isNotEqualTo(tokens.read(issued).orElseThrow().id());
        assertThat(tokens.read(other).orElseThrow().address()).as("nobody sees that two are of one account")
                .isNotEqualTo(tokens.read(issued).orElseThrow().address());
        assertThat(tokens.read(other).orElseThrow().account()).isNotEqualTo(tokens.read(issued).orElseThrow().account());
    }

    @Test
    void tellNothingOfTheAccount() {
        assertThat(new String(Base64.getUrlDecoder().decode(issued), StandardCharsets.ISO_8859_1)).doesNotContain("ann")
                .doesNotContain("example");
    }

    @Test
    void areRefusedWhenOneBitIsAnother() {
        var bytes = Base64.getUrlDecoder().decode(issued);
        for (var bit = 0; bit < bytes.length * 8; bit++) {
            var changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(tokens.read(Base64.getUrlEncoder().withoutPadding().encodeToString(changed))).as("bit %s", bit)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "x", "AAAA", "%", "a b", "\u00e9" })
    void areRefusedWhenTheyAreNone(String text) {
        assertThat(tokens.read(text)).isEmpty();
        assertThat(tokens.read(issued + text + "A")).isEmpty();
    }

    private static boolean vouches(DeviceTokens tokens, String text, String email, Instant now) {
        return tokens.vouches(tokens.read(text).orElseThrow(), email, now);
    }
}
