package dev.neontasks.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;

/**
 * Text of {@code min} to {@code max} characters, counted as Unicode code points, that PostgreSQL can hold: without U+0000 and
 * without lone surrogates; where it is to be seen, not all of it {@link Blank}. Null is valid.
 */
@Documented
@Constraint(validatedBy = TextValidator.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE })
public @interface Text {

    int min() default 0;

    int max() default Integer.MAX_VALUE;

    boolean seen() default false;

    String message() default "must have {min} to {max} characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
