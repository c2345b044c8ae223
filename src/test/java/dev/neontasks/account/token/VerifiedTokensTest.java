package dev.neontasks.account.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;

import dev.neontasks.TestClock;
import dev.neontasks.account.token.VerifiedTokens.Verified;

class VerifiedTokensTest {

    private static final VerificationKey KEY = Keys.signingKey().verificationKey();

    private final TestClock clock = new TestClock();
    private final VerifiedTokens tokens = new VerifiedTokens(clock);

    @Test
    void areRememberedUntilTheirEnd() {
        add("token", "ann");
        clock.pass(Duration.ofSeconds(59));
        assertThat(tokens.get("token")).isPresent();
        clock.pass(Duration.ofSeconds(1));
        assertThat(tokens.get("token")).isEmpty();
    }

    @Test
    void leaveMemoryAtTheirEnd() {
        IntStream.range(0, 50).forEach(i -> add("token" + i, "ann" + i));
        assertThat(tokens.count()).isEqualTo(50);
        // Caffeine's timer has steps of about a second.
        clock.pass(Duration.ofSeconds(70));
        add("another", "bob");
        assertThat(tokens.count()).isEqualTo(1);
    }

    @Test
    void areTheNewestFewOfOneAccount() {
        add("bob's", "bob");
        var anns = IntStream.range(0, 20_000).mapToObj(i -> "ann's " + i).toList();
        anns.forEach(token -> add(token, "ann"));
        assertThat(anns.stream().filter(this::isThere)).containsExactlyElementsOf(newest(anns));
        assertThat(isThere("bob's")).isTrue();
    }

    @Test
    void countOneTokenOnceHoweverOftenItIsAdded() {
        var few = IntStream.range(0, VerifiedTokens.MOST_OF_ONE).mapToObj(i -> "token" + i).toList();
        IntStream.range(0, 3).forEach(i -> few.forEach(token -> add(token, "ann")));
        assertThat(few).allMatch(this::isThere);
    }

    @Test
    void areBoundedInBytes() {
        var longest = "x".repeat(CompactForm.LONGEST - 10);
        IntStream.range(0, 2_000).forEach(i -> add(longest + i, "account " + i));
        assertThat(tokens.count()).isBetween(100L, VerifiedTokens.MOST_BYTES / CompactForm.LONGEST);
    }

    @Test
    void rememberNothingOfWhoseTokensHaveLeft() {
        IntStream.range(0, 20_000).forEach(i -> add("token" + i, "account" + i));
        clock.pass(Duration.ofSeconds(70));
        add("another", "bob");
        assertThat(tokens.accounts()).containsOnly("bob");
    }

    private static List<String> newest(List<String> all) {
        return all.subList(all.size() - VerifiedTokens.MOST_OF_ONE, all.size());
    }

    private boolean isThere(String token) {
        return tokens.get(token).isPresent();
    }

    private void add(String token, String account) {
        var claims = new JwtClaims();
        claims.setSubject(account);
        tokens.add(token, new Verified(new DefaultJWTCallerPrincipal(token, "JWT", claims),
                KEY, clock.instant().getEpochSecond() + 60));
    }
}
