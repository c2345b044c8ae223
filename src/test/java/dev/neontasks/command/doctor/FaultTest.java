package dev.neontasks.command.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.neontasks.database.provider.Provider;
import dev.neontasks.schema.plan.Obstacle;

@Tag("parts")
class FaultTest {

    @Test
    void theDocumentListsEveryOne() throws IOException {
        var rows = Files.readAllLines(Path.of("docs/doctor.md")).stream().filter(line -> line.matches("\\| `[A-Z_]+` \\|.*"));
        assertThat(rows).containsExactlyElementsOf(
                Arrays.stream(Fault.values()).map(fault -> "| `" + fault + "` | " + fault.remedy(Provider.NEON) + " |")
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NEON       | Reset the role's password in Neon's console and set the new connection string.
            DATABRICKS | Reset the role's password in Lakebase in the Databricks workspace and set the new connection string. A token lasts 1 h: give it as DATABASE_PASSWORD_FILE, which is read again.
            OTHER      | Reset the role's password in the provider's console and set the new connection string.
            """)
    void speaksOfWhoRunsTheDatabase(Provider provider, String remedy) {
        assertThat(Fault.LOGIN_REJECTED.remedy(provider)).isEqualTo(remedy);
        assertThat(Fault.values()).allSatisfy(fault -> assertThat(fault.remedy(provider)).doesNotContain("{}"));
    }

    @ParameterizedTest
    @EnumSource
    void theDocumentSaysWhatComesOfEachObstacle(Obstacle.Kind obstacle) throws IOException {
        var exit = obstacle.isPassing() ? "| 75" : "| 65";
        assertThat(Files.readAllLines(Path.of("docs/doctor.md"))).filteredOn(line -> line.startsWith(exit)).singleElement()
                .asString().contains("`" + Fault.of(obstacle) + "`");
    }
}
