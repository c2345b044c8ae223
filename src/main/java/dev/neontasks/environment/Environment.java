package dev.neontasks.environment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.eclipse.microprofile.config.Config;

/**
 * Reads variables into values. An empty value counts as not set; a value of the wrong form is a {@link ConfigurationFault}
 * that names the variable and the form.
 */
public final class Environment {

    private final Function<String, Optional<String>> lookup;

    private Environment(Function<String, Optional<String>> lookup) {
        this.lookup = lookup;
    }

    /**
     * Everything the configuration holds: system properties, environment, {@code .env}. Values are taken raw: no {@code ${}}.
     */
    public static Environment of(Config config) {
        return of(name -> Optional.ofNullable(config.getConfigValue(name).getRawValue()));
    }

    /** Whatever {@code lookup} knows. */
    public static Environment of(Function<String, Optional<String>> lookup) {
        return new Environment(lookup);
    }

    public <T> T get(Variable<T> variable) {
        var text = variable.secret() ? secret(variable) : text(variable.name());
        return variable.reader().apply(text);
    }

    /** The file that a secret is given as. Both, file and value, at once is a fault. */
    public Optional<Path> file(Variable<?> secret) {
        var path = text(secret.nameOfFile());
        if (path.isPresent() && text(secret.name()).isPresent()) {
            throw new ConfigurationFault(secret.name(),
                    "is set and so is " + secret.nameOfFile() + "; set one of them");
        }
        return path.map(Path::of);
    }

    /** What may be told to anybody of a variable that is set, and of no other. */
    public Optional<String> shape(String name, boolean mayBePlain) {
        return lookup.apply(name).filter(value -> !value.isBlank()).map(value -> Shape.of(value, mayBePlain));
    }

    /** What must not be told to anybody: the variable as it is written, and what is in the file that it names. */
    public List<String> untold(String name) {
        return text(name).map(value -> name.endsWith("_FILE") ? List.of(value, SecretFile.orNothing(Path.of(value)))
                : List.of(value)).orElse(List.of());
    }

    /** What is in the file that {@code path} names. */
    public Optional<String> content(Variable<Optional<String>> path) {
        return get(path).map(name -> SecretFile.read(path.name(), Path.of(name)));
    }

    private Optional<String> secret(Variable<?> variable) {
        var path = file(variable);
        return path.isPresent() ? Optional.of(SecretFile.read(variable.nameOfFile(), path.get())) : text(variable.name());
    }

    private Optional<String> text(String name) {
        return lookup.apply(name).map(String::strip).filter(value -> !value.isEmpty());
    }
}
