package dev.neontasks.environment;

import java.util.Optional;
import java.util.function.Function;

/**
 * A variable of the environment, as {@code docs/configuration.md} tells of it. It is a constant of a class that reads it.
 *
 * @param values what may be written, in Markdown
 * @param otherwise what holds when it is not set, in Markdown
 * @param secret it may be given as a file, too
 */
public record Variable<T>(String name, String values, String otherwise, String meaning, boolean secret,
        Function<Optional<String>, T> reader) {

    /** One that is {@code otherwise}, written like any other value, when it is not set. */
    public static <T> Variable<T> of(String name, Syntax<T> syntax, String otherwise, String meaning) {
        return new Variable<>(name, syntax.values(), otherwise.isEmpty() ? "none" : "`" + otherwise + "`", meaning, false,
                text -> syntax.read(name, text.orElse(otherwise)));
    }

    /** One whose absence means what {@code otherwise} tells. */
    public static <T> Variable<Optional<T>> optional(String name, Syntax<T> syntax, String otherwise, String meaning) {
        return new Variable<>(name, syntax.values(), otherwise, meaning, false,
                text -> text.map(value -> syntax.read(name, value)));
    }

    /** One that may also be given as the file that {@link #nameOfFile} names. */
    public static Variable<Optional<String>> secret(String name, String values, String otherwise, String meaning) {
        return new Variable<>(name, values, otherwise, meaning, true, text -> text);
    }

    String nameOfFile() {
        return name + "_FILE";
    }
}
