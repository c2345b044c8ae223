package dev.neontasks.account.password;

import static dev.neontasks.Nasty.assertCheap;
import static dev.neontasks.Nasty.cost;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.Nasty;

@Tag("parts")
class PasswordsTest {

    private static final String PASSWORD = "correct horse battery";

    private final Passwords passwords = new Passwords();

    @Test
    void matchesWhatWasHashed() {
        assertThat(passwords.matches(PASSWORD, passwords.hash(PASSWORD))).isTrue();
    }

    @Test
    void matchesNothingElse() {
        assertThat(passwords.matches(PASSWORD + " ", passwords.hash(PASSWORD))).isFalse();
        assertThat(passwords.matches("", passwords.hash(PASSWORD))).isFalse();
    }

    @Test
    void saltsEveryHash() {
        assertThat(passwords.hash(PASSWORD)).isNotEqualTo(passwords.hash(PASSWORD));
    }

    @Test
    void writesTheParametersThatOwaspAsksFor() {
        assertThat(passwords.hash(PASSWORD))
                .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    }

    /** The hash was made by another implementation, password4j. */
    @Test
    void agreesWithOthersOnArgon2id() {
        assertThat(passwords.matches(PASSWORD, "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA"
                + "$hbX5BcR4VcARguIF6etTj3ZuB9aUAnozWKXV8K60XcU")).isTrue();
    }

    @Test
    void honoursTheParametersOfOlderHashes() {
        var cost = new Argon2Hash.Cost(64, 1, 2);
        var generator = new Argon2BytesGenerator();
        var value = new byte[16];
        generator.init(cost.parameters(new byte[8]));
        generator.generateBytes(PASSWORD.getBytes(UTF_8), value);
        var hash = new Argon2Hash(cost, new byte[8], value).toString();
        assertThat(passwords.matches(PASSWORD, hash)).isTrue();
        assertThat(passwords.matches("another", hash)).isFalse();
    }

    @Test
    void takesBothWaysOfWritingOneCharacterForTheSame() {
        assertThat(
                passwords.matches("cafe\u0301 au lait, s'il vous plait", passwords.hash("caf\u00e9 au lait, s'il vous plait")))
                .isTrue();
    }

    @Test
    void spendsOnAPasswordThatIsTooLongWhatItSpendsOnAnother() {
        var hash = passwords.hash(PASSWORD);
        assertCheap(() -> assertThat(passwords.matches(Nasty.marks(80_000), hash)).isFalse());
        var least = cost(() -> passwords.matches(PASSWORD + "x", hash)).dividedBy(4);
        assertThat(cost(() -> passwords.matches("x".repeat(129), hash))).isGreaterThan(least);
    }

    /** Not even one that was hashed elsewhere, or whose beginning is the right one. */
    @Test
    void matchesNoneThatIsTooLong() {
        var longest = "\ud83d\ude00".repeat(128);
        assertThat(passwords.matches(longest, passwords.hash(longest))).isTrue();
        assertThat(passwords.matches(longest + "x", passwords.hash(longest))).isFalse();
        assertThat(passwords.matches("x".repeat(129), passwords.hash(""))).isFalse();
    }

    @Test
    void knowsNoPasswordOfNobody() {
        assertThat(passwords.hashOfNobody()).startsWith(passwords.hash(PASSWORD).substring(0, 31))
                .hasSize(passwords.hash(PASSWORD).length());
        assertThat(passwords.matches("", passwords.hashOfNobody())).isFalse();
    }

    @Test
    void refusesWhatIsNoHashWithoutRepeatingIt() {
        assertThatThrownBy(() -> passwords.matches(PASSWORD, "$2a$10$secret")).isInstanceOf(IllegalArgumentException.class)
                .message().doesNotContain("secret");
    }
}
