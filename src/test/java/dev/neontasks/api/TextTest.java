package dev.neontasks.api;

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

class TextTest {

    private static final Validator VALIDATOR = Validation.buildDefaultValidatorFactory().getValidator();

    record Form(@Text(min = 2, max = 3) String bounded, @Text(max = 3) String short_, @Text String any,
            @Text(min = 1, seen = true) String seen) {
    }

    @ParameterizedTest
    @MethodSource
    void judges(String text, List<String> faults) {
        assertThat(VALIDATOR.validateValue(Form.class, "bounded", text)).extracting(fault -> fault.getMessage())
                .isEqualTo(faults);
    }

    static Stream<Arguments> judges() {
        var length = List.of("must have 2 to 3 characters");
        var half = List.of("must not contain half a character (a lone surrogate)");
        return Stream.of(Arguments.of(null, List.of()), Arguments.of("", length), Arguments.of("a", length),
                Arguments.of("ab", List.of()), Arguments.of("abc", List.of()), Arguments.of("abcd", length),
                Arguments.of("\ud83d\ude00", length), Arguments.of("\ud83d\ude00\ud83d\ude00\ud83d\ude00", List.of()),
                Arguments.of("a\u0000b", List.of("must not contain U+0000")), Arguments.of("a\ud83d", half),
                Arguments.of("\ude00a", half), Arguments.of("\ude00\ud83d", half));
    }

    @ParameterizedTest
    @ValueSource(strings = { " ", "\u00a0\t", "\u200b", "\u200b\u200c\u200d\u2060\ufeff", "\u3164", "\u2800 \u2800", "\u034f",
            "\ufe0f",
            "\udb40\udc41", "\u202e\u202c", "\u0085" })
    void isToBeSeen(String nothing) {
        assertThat(VALIDATOR.validateValue(Form.class, "seen", nothing)).extracting(fault -> fault.getMessage())
                .containsExactly("must have a character that can be seen");
        assertThat(VALIDATOR.validateValue(Form.class, "seen", nothing + "a")).isEmpty();
        assertThat(VALIDATOR.validateValue(Form.class, "any", nothing)).isEmpty();
    }

    /** The joiner and the selector are part of what is seen. */
    @ParameterizedTest
    @ValueSource(strings = { "\u2764\ufe0f", "\ud83d\udc69\u200d\ud83d\udcbb", "\u0301", "\u0646\u0645\u06cc\u200c\u062e\u0648",
            "-" })
    void isSeenWithAllThatBelongsToIt(String text) {
        assertThat(VALIDATOR.validateValue(Form.class, "seen", text)).isEmpty();
    }

    @Test
    void saysAtMostWhereThereIsNoLeast() {
        assertThat(VALIDATOR.validateValue(Form.class, "short_", "abcd")).extracting(fault -> fault.getMessage())
                .containsExactly("must have at most 3 characters");
    }

    @Test
    void holdsAnyLengthByDefault() {
        assertThat(VALIDATOR.validateValue(Form.class, "any", "a".repeat(100_000))).isEmpty();
        assertThat(VALIDATOR.validateValue(Form.class, "any", "\u0000")).isNotEmpty();
    }
}
