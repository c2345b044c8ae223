package dev.neontasks.api;

import java.util.Optional;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

import org.jspecify.annotations.Nullable;

/** Checks {@link Text} and says which of its rules is broken. Public for Hibernate Validator, which makes it. */
public final class TextValidator implements ConstraintValidator<Text, CharSequence> {

    private int min;
    private int max;
    private boolean seen;
    private String wrongLength = "";

    @Override
    public void initialize(Text text) {
        min = text.min();
        max = text.max();
        seen = text.seen();
        wrongLength = min == 0 ? "must have at most {max} characters" : text.message();
    }

    @Override
    public boolean isValid(@Nullable CharSequence value, ConstraintValidatorContext context) {
        var fault = value == null ? Optional.<String> empty() : fault(value);
        fault.ifPresent(message -> {
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(message).addConstraintViolation();
        });
        return fault.isEmpty();
    }

    private Optional<String> fault(CharSequence value) {
        if (Length.isBeyond(value, max)) {
            return Optional.of(wrongLength);
        }
        return UnicodeText.fault(value)
                .or(() -> min > 0 && !Length.isBeyond(value, min - 1) ? Optional.of(wrongLength) : Optional.empty())
                .or(() -> seen && Blank.is(value) ? Optional.of("must have a character that can be seen") : Optional.empty());
    }
}
