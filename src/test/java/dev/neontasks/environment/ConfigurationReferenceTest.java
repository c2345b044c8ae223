package dev.neontasks.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;

/** Holds {@code docs/configuration.md} to the code: each variable that can be read is in it, and no other. */
@Tag("parts")
class ConfigurationReferenceTest {

    private static final Path REFERENCE = Path.of("docs/configuration.md");
    private static final String START = "<!-- variables -->\n";
    private static final String END = "<!-- /variables -->\n";
    private static final String REFRESH = "-Dconfiguration.reference=write";

    @Test
    void theReferenceIsWhatTheCodeSays() throws IOException {
        var text = Files.readString(REFERENCE);
        var current = text.substring(0, text.indexOf(START) + START.length()) + table() + text.substring(text.indexOf(END));
        if ("write".equals(System.getProperty("configuration.reference"))) {
            Files.writeString(REFERENCE, current);
        } else {
            assertThat(text).as("%s is stale; write it anew: ./mvnw test -DskipFrontend -Dtest=%s %s", REFERENCE,
                    getClass().getSimpleName(), REFRESH).isEqualTo(current);
        }
    }

    /** So that a look at the constants finds all variables. */
    @Test
    void everyVariableIsAConstant() {
        var made = DeclaredVariables.CLASSES.get(Variable.class).getAccessesToSelf().stream()
                .filter(access -> !access.getOriginOwner().isEquivalentTo(Variable.class))
                .filter(access -> access.getTarget() instanceof CodeUnitAccessTarget target && makesAVariable(target)).toList();
        assertThat(made).extracting(JavaAccess::getOrigin).allMatch(origin -> origin.getName().equals("<clinit>"));
        assertThat(DeclaredVariables.ALL).hasSameSizeAs(made);
        assertThat(DeclaredVariables.ALL).extracting(Variable::name).doesNotHaveDuplicates();
    }

    @Test
    void thePropertiesReadNoVariable() throws IOException {
        assertThat(Files.readString(Path.of("src/main/resources/application.properties"))).doesNotContainPattern("\\$\\{[A-Z]");
    }

    @ParameterizedTest
    @MethodSource("variables")
    void theDefaultIsAValue(Variable<?> variable) {
        assertThat(Environment.of(name -> Optional.empty()).get(variable)).isNotNull();
        assertThat(variable.meaning()).isNotBlank();
    }

    static List<Variable<?>> variables() {
        return DeclaredVariables.ALL;
    }

    private static boolean makesAVariable(CodeUnitAccessTarget target) {
        return target.getName().equals("<init>") || target.getRawReturnType().isEquivalentTo(Variable.class);
    }

    private static String table() {
        return DeclaredVariables.ALL.stream().map(ConfigurationReferenceTest::row)
                .collect(Collectors.joining("", "| variable | default | values | meaning |\n|---|---|---|---|\n", ""));
    }

    private static String row(Variable<?> variable) {
        var names = "`" + variable.name() + "`" + (variable.secret() ? ", `" + variable.nameOfFile() + "`" : "");
        return "| %s | %s | %s | %s |\n".formatted(names, variable.otherwise(), variable.values(), variable.meaning());
    }
}
