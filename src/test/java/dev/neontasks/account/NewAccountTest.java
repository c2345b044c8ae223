package dev.neontasks.account;

import static dev.neontasks.Nasty.assertCheap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import jakarta.validation.Validation;
import jakarta.validation.Validator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.neontasks.Nasty;

class NewAccountTest {

    private static final Validator VALIDATOR = Validation.buildDefaultValidatorFactory().getValidator();
    private static final String PASSWORD = "correct horse battery";

    @ParameterizedTest
    @MethodSource
    void writesAnAddressOneWay(String written, String stored) {
        var account = new NewAccount(written, PASSWORD, "Ada");
        assertThat(account.email()).isEqualTo(stored);
        assertThat(VALIDATOR.validate(account)).isEmpty();
        assertThat(new Credentials(written, PASSWORD).email()).isEqualTo(stored);
    }

    static Stream<Arguments> writesAnAddressOneWay() {
        return Stream.of(Arguments.of("ada@example.org", "ada@example.org"),
                Arguments.of(" Ada@Example.ORG ", "ada@example.org"), Arguments.of("\tada@example.org\n", "ada@example.org"),
                Arguments.of("cafe\u0301@x", "caf\u00e9@x"), Arguments.of("\u0130@x", "i\u0307@x"),
                Arguments.of("d'arc+tag@x", "d'arc+tag@x"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "ada", "@", "ada@", "@example.org", "a@b@c", "a da@example.org", "ada@exam ple.org",
            "a\tda@example.org", "a\u0000@example.org", "a\u0007@example.org", "a\u00a0b@example.org", "a\u200bb@example.org",
            "a\u202eb@example.org", "a\ud83d@example.org", "ada@example.org\nbcc:x@y" })
    void refusesWhatIsNoAddress(String email) {
        assertThat(VALIDATOR.validate(new NewAccount(email, PASSWORD, null)))
                .isNotEmpty().allSatisfy(fault -> assertThat(fault.getPropertyPath()).hasToString("email"));
    }

    @Test
    void refusesAnAddressThatIsTooLong() {
        assertThat(VALIDATOR.validate(new NewAccount("a".repeat(252) + "@b", PASSWORD, null))).isEmpty();
        assertThat(VALIDATOR.validate(new NewAccount("a".repeat(253) + "@b", PASSWORD, null)))
                .extracting(fault -> fault.getMessage()).containsExactly("must have at most 254 characters");
    }

    /** Blanks around it are none of its characters. */
    @Test
    void spendsNothingOnAnAddressThatIsTooLong() {
        for (var email : List.of(Nasty.marks(80_000), "a" + Nasty.marks(80_000) + "@b", " " + Nasty.marks(80_000))) {
            assertCheap(() -> new Credentials(email, PASSWORD));
            assertCheap(() -> assertThat(VALIDATOR.validate(new NewAccount(email, PASSWORD, null))).isNotEmpty());
        }
        assertThat(new NewAccount(" ".repeat(1000) + "Ada@x" + " ".repeat(1000), PASSWORD, null).email()).isEqualTo("ada@x");
    }

    @Test
    void takesAnAddressThatIsTooLongForNobodys() {
        var known = "a".repeat(252) + "@b";
        assertThat(new Credentials(known, PASSWORD).email()).isEqualTo(known);
        assertThat(new Credentials(known + "c", PASSWORD).email()).isNotEqualTo(known);
    }

    /** The marks are written as one with their letters, where there is such a one: 254 are not more for that. */
    @Test
    void countsTheCharactersThatWereWritten() {
        assertThat(VALIDATOR.validate(new NewAccount("e\u0301".repeat(126) + "@b", PASSWORD, null))).isEmpty();
        assertThat(VALIDATOR.validate(new NewAccount("e\u0301".repeat(127) + "@b", PASSWORD, null))).isNotEmpty();
        // Three characters in NFC, each.
        assertThat(VALIDATOR.validate(new NewAccount("\ufb2c".repeat(85) + "@b", PASSWORD, null))).isNotEmpty();
    }

    @Test
    void spendsNothingOnOtherTextThatIsTooLong() {
        assertCheap(() -> assertThat(VALIDATOR.validate(new NewAccount("a@b", Nasty.marks(80_000), null))).hasSize(1));
        assertCheap(() -> assertThat(VALIDATOR.validate(new NewAccount("a@b", PASSWORD, Nasty.marks(80_000)))).hasSize(1));
    }

    @Test
    void countsCharactersOfAPasswordAsPeopleDo() {
        assertThat(VALIDATOR.validate(new NewAccount("a@b", "\ud83d\ude00".repeat(14), null))).hasSize(1);
        assertThat(VALIDATOR.validate(new NewAccount("a@b", "\ud83d\ude00".repeat(15), null))).isEmpty();
        assertThat(VALIDATOR.validate(new NewAccount("a@b", "\ud83d\ude00".repeat(128), null))).isEmpty();
        assertThat(VALIDATOR.validate(new NewAccount("a@b", "\ud83d\ude00".repeat(129), null))).hasSize(1);
    }

    @Test
    void takesABlankNameForNone() {
        assertThat(new NewAccount("a@b", PASSWORD, " ").name()).isNull();
        assertThat(new NewAccount("a@b", PASSWORD, null).name()).isNull();
        assertThat(new NewAccount("a@b", PASSWORD, "Ada").name()).isEqualTo("Ada");
    }

    @Test
    void keepsThePasswordToItself() {
        assertThat(new NewAccount("a@b", PASSWORD, null).toString()).doesNotContain(PASSWORD);
        assertThat(new Credentials("a@b", PASSWORD).toString()).doesNotContain(PASSWORD);
    }
}
