package dev.neontasks.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("parts")
class JournalTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({ "FATAL, 3", "ERROR, 3", "WARN, 4", "INFO, 6", "DEBUG, 7", "TRACE, 7" })
    void levelsArePriorities(String level, int priority) {
        assertThat(line(level, "Database lost")).isEqualTo("<" + priority + ">Database lost\n");
    }

    @Test
    void everyLineHasItsPriority() {
        assertThat(line("ERROR", "It failed\n\tat here\n\n\tat there"))
                .isEqualTo("<3>It failed\n<3>\tat here\n<3>\n<3>\tat there\n");
    }

    @Test
    void isWhatTheVariableNames() throws IOException {
        var journal = Files.createFile(folder.resolve("journal"));
        var file = Files.readAttributes(journal, "unix:dev,ino");
        var stream = file.get("dev") + ":" + file.get("ino");
        assertThat(Journal.isAt(journal, stream)).isTrue();
        assertThat(Journal.isAt(Files.createSymbolicLink(folder.resolve("1"), journal), stream)).isTrue();
        assertThat(Journal.isAt(Files.createFile(folder.resolve("file")), stream)).isFalse();
        assertThat(Journal.isAt(journal, null)).isFalse();
        assertThat(Journal.isAt(folder.resolve("closed"), stream)).isFalse();
    }

    private static String line(String level, String message) {
        return new Journal.Prefixed(new PatternFormatter("%s%n")).format(new ExtLogRecord(Level.parse(level), message, ""));
    }
}
