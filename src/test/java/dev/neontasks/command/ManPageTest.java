package dev.neontasks.command;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a Debian package tells of the commands is what they tell of themselves. */
@Tag("parts")
class ManPageTest {

    private static final Path PACKAGE = Path.of("deploy/debian");

    @Test
    void showsTheHelp() throws IOException {
        var synopsis = "\n.nf\n.ft CR\n" + help().replace("\\", "\\e").replace("-", "\\-") + ".ft\n.fi\n";
        assertThat(Files.readString(PACKAGE.resolve("neon-tasks.8"))).contains(synopsis);
    }

    @Test
    void completesEveryWordOfTheHelp() throws IOException {
        var completed = words("(?<=known=\")[^\"]*", Files.readString(PACKAGE.resolve("neon-tasks.bash")), "[^ ]*[a-z][^ ]*");
        completed.removeIf(word -> word.matches("\\d+[sm]"));
        assertThat(completed).isEqualTo(words("(?m)^.*neon-tasks .*$|\\[[^\\]]*\\]", help(),
                "(?<=neon-tasks )[a-z]+|--[a-z-]+"));
    }

    private static String help() {
        var out = new ByteArrayOutputStream();
        assertThat(new CommandLine(new PrintStream(out), new PrintStream(out)).run("--help")).isZero();
        return out.toString();
    }

    /** The words that match, in the parts of a text that do. */
    private static TreeSet<String> words(String part, String text, String word) {
        return Pattern.compile(part).matcher(text).results().map(MatchResult::group)
                .flatMap(each -> Pattern.compile(word).matcher(each).results().map(MatchResult::group))
                .collect(toCollection(TreeSet::new));
    }
}
