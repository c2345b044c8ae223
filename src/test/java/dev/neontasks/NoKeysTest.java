package dev.neontasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.neontasks.account.token.Keys;

/** No private key is in this project; one that ever was has to be in {@code PublishedKeys}. */
@Tag("parts")
class NoKeysTest {

    private static final Pattern KEY = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\\\nr\"+]*[A-Za-z0-9+/=]{40}");
    private static final Set<String> NOT_OURS = Set.of(".git", "target", "node_modules", ".dev-database");

    @Test
    void noneIsInTheProject() throws IOException {
        assertThat(filesWithKeys(Path.of(""))).isEmpty();
    }

    @Test
    void oneWouldBeFound(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("key.txt"), "key = " + Keys.ecPem());
        Files.writeString(folder.resolve("Key.java"), "\"" + Keys.ecPem().replace("\n", "\\n\"\n + \"") + "\"");
        assertThat(filesWithKeys(folder)).hasSize(2);
    }

    private static List<Path> filesWithKeys(Path folder) throws IOException {
        var found = new ArrayList<Path>();
        Files.walkFileTree(folder.toAbsolutePath(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return NOT_OURS.contains(String.valueOf(directory.getFileName())) ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1)).find()) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
