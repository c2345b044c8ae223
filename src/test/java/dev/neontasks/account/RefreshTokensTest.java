package dev.neontasks.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.neontasks.account.token.Keys;
import dev.neontasks.account.token.SigningKey;
import dev.neontasks.account.token.TokenSettings;

class RefreshTokensTest {

    private static final String KEY = Keys.ecPem();
    private static final UUID SESSION = UUID.randomUUID();

    private final RefreshTokens tokens = of(KEY);
    private final RefreshToken first = tokens.first(SESSION);

    @Test
    void areKnownAgainByEveryCopyWithTheSameKey() {
        assertThat(tokens.isOurs(first)).isTrue();
        assertThat(of(KEY).isOurs(first)).isTrue();
        assertThat(of(Keys.ecPem()).isOurs(first)).isFalse();
    }

    @Test
    void takeAnRsaKeyToo() {
        var rsa = Keys.pem(Keys.rsa(2048));
        assertThat(of(rsa).isOurs(of(rsa).first(SESSION))).isTrue();
        assertThat(tokens.isOurs(of(rsa).first(SESSION))).isFalse();
    }

    @Test
    void areKnownInEveryGeneration() {
        var token = first;
        for (var i = 0; i < 100; i++) {
            token = successor(token);
            assertThat(tokens.isOurs(token)).isTrue();
        }
    }

    /** As they were before there were marks. */
    @Test
    void followOneWithoutAMark() {
        assertThat(tokens.isOurs(successor(MadeUp.refreshToken(SESSION)))).isTrue();
    }

    @Test
    void areTheSameOfTheSameSeedAndNoOtherTwice() {
        var seed = tokens.seed(first, RefreshToken.random());
        assertThat(first.successor(seed).text()).isEqualTo(first.successor(seed).text());
        var many = IntStream.range(0, 2000).mapToObj(number -> successor(first).text());
        assertThat(many.toList()).doesNotHaveDuplicates();
        assertThat(IntStream.range(0, 2000).mapToObj(number -> tokens.first(SESSION).text()).toList()).doesNotHaveDuplicates();
    }

    @Test
    void areNoneThatSomebodyElseMakes() {
        assertThat(IntStream.range(0, 10_000).mapToObj(number -> MadeUp.refreshToken(SESSION))).noneMatch(tokens::isOurs);
    }

    @Test
    void areNotOursInAnotherSession() {
        assertThat(tokens.isOurs(new RefreshToken(UUID.randomUUID(), first.secret()))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 191, 192, 193, 255 })
    void areNotOursWithOneBitChanged(int bit) {
        var secret = first.secret().clone();
        secret[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(tokens.isOurs(new RefreshToken(SESSION, secret))).isFalse();
    }

    /** The seed is kept, and holds the mark: who reads it knows a quarter of the secret, and that quarter alone. */
    @Test
    void areNotInTheirSeed() {
        var seed = tokens.seed(first, RefreshToken.random());
        var next = first.successor(seed).secret();
        assertThat(next).endsWith(Arrays.copyOfRange(seed, RefreshToken.UNMARKED, RefreshToken.SECRET));
        assertThat(Arrays.copyOf(next, RefreshToken.UNMARKED)).isNotEqualTo(Arrays.copyOf(seed, RefreshToken.UNMARKED));
    }

    private RefreshToken successor(RefreshToken token) {
        return token.successor(tokens.seed(token, RefreshToken.random()));
    }

    static RefreshTokens of(String pem) {
        return new RefreshTokens(TokenSettings.own(SigningKey.parse(pem), List.of(), "issuer", "audience"));
    }
}
