package dev.neontasks.account.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The passwords that most people have, and that are tried first: {@code passwords/common.txt}, the most common first. */
final class CommonPasswords {

    private static final String FILE = "/passwords/common.txt";

    private final Map<String, Integer> ranks = new HashMap<>();
    private int longest;

    CommonPasswords() {
        try (var lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(CommonPasswords.class.getResourceAsStream(FILE)), UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                ranks.putIfAbsent(line, ranks.size() + 1);
                longest = Math.max(longest, line.length());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** After how many guesses it is found, or 0 when it is none of them. In lower case. */
    int rank(String password) {
        return ranks.getOrDefault(password, 0);
    }

    int longest() {
        return longest;
    }
}
