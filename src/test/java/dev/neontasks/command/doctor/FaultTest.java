package dev.neontasks.command.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.neontasks.schema.plan.Obstacle;

@Tag("parts")
class FaultTest {

    @Test
    void theDocumentListsEveryOne() throws IOException {
        var rows = Files.readAllLines(Path.of("docs/doctor.md")).stream().filter(line -> line.matches("\\| `[A-Z_]+` \\|.*"));
        assertThat(rows).containsExactlyElementsOf(
                Arrays.stream(Fault.values()).map(fault -> "| `" + fault + "` | " + fault.remedy() + " |").toList());
    }

    @ParameterizedTest
    @EnumSource
    void theDocumentSaysWhatComesOfEachObstacle(Obstacle.Kind obstacle) throws IOException {
        var exit = obstacle.isPassing() ? "| 75" : "| 65";
        assertThat(Files.readAllLines(Path.of("docs/doctor.md"))).filteredOn(line -> line.startsWith(exit)).singleElement()
                .asString().contains("`" + Fault.of(obstacle) + "`");
    }
}
