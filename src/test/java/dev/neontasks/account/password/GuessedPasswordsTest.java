package dev.neontasks.account.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("parts")
class GuessedPasswordsTest {

    private static final GuessedPasswords GUESSED = new GuessedPasswords();
    private static final String EMAIL = "ann.lovelace@example.org";

    @ParameterizedTest
    @ValueSource(strings = { "passwordpassword", "PASSWORDPASSWORD", "p4sswordpassw0rd", "1qaz2wsx3edc4rfv",
            "123456789987654321" })
    void areCommon(String password) {
        assertThat(fault(password)).isEqualTo("is one of those that are tried first");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Passw0rdPassw0rd1!", "iloveyoumichael1", "dragonmonkeyshadow", "drowssapdrowssap",
            "footballfootball2024",
            "aaaaaaaaaaaaaaa", "abcabcabcabcabcabc", "123456789012345", "qwertyuiopasdfghjkl", "abcdefghijklmnopqrstuvwxyz",
            "\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00",
            "letmeinletmeinletmein", "               " })
    void areEasy(String password) {
        assertThat(fault(password)).startsWith("is easily guessed");
    }

    @ParameterizedTest
    @ValueSource(strings = { EMAIL, "Ann.Lovelace@Example.org1", "neon-tasks-neon-tasks", "lovelace-example-2026",
            "NeonTasks4lovelace" })
    void areOfTheirOwner(String password) {
        assertThat(fault(password)).isEqualTo("is guessed from your e-mail address or the name of this service");
    }

    @ParameterizedTest
    @ValueSource(strings = { "correct horse battery", "a horse and a battery", "seven maids with seven mops", "738291046582917",
            "xkqjzvwmpbfydgh", "\u4e2d\u6587\u5bc6\u7801\u5f88\u957f\u4e0d\u5bb9\u6613\u731c\u5230\u7684\u554a" })
    void areGood(String password) {
        assertThat(GUESSED.fault(password, EMAIL)).isEmpty();
    }

    /** However common, what is drawn by chance is not. */
    @Test
    void areSeldomAmongThoseThatAreDrawn() {
        var random = new Random(42);
        var refused = IntStream.range(0, 2_000).filter(i -> GUESSED.fault(random.ints(15, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString(), EMAIL)
                .isPresent()).count();
        assertThat(refused).isZero();
    }

    /** Measured in the time of this thread: some milliseconds once it is warm, whatever the letters are. */
    @Test
    void takeLittleTimeAtTheirLongest() {
        var threads = ManagementFactory.getThreadMXBean();
        for (var letters : List.of("a", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "01345!@$", "password")) {
            var longest = letters.repeat(128).substring(0, 128);
            var begun = threads.getCurrentThreadCpuTime();
            for (var time = 0; time < 20; time++) {
                assertThat(GUESSED.fault(longest, "a@" + longest)).isPresent();
            }
            assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - begun).dividedBy(20)).as(letters)
                    .isLessThan(Duration.ofMillis(100));
        }
    }

    private static String fault(String password) {
        return GUESSED.fault(password, EMAIL).orElse("good");
    }
}
