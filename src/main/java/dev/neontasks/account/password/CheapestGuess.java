package dev.neontasks.account.password;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * How many guesses a password takes somebody who puts it together of common passwords, of what they know of its owner, of rows
 * of keys, sequences, years and repetitions, and letter by letter where nothing else fits: the cheapest way there is. It takes
 * the square of the password's length at most.
 */
final class CheapestGuess {

    /** Ten guesses for each letter: fewer than there are, since people do not draw theirs by chance. */
    private static final double LETTER = bits(10);
    private static final double KNOWN = 1;
    private static final double REPETITION = 2;
    /** Where it begins, and in which direction it goes. */
    private static final double ROW = 4;
    private static final double YEAR = 7;
    private static final int SHORTEST_WORD = 3;
    private static final int SHORTEST_ROW = 4;

    /** What letters are written as, and these. */
    private static final String SIGNS = "013457!|@$";
    private static final String LETTERS = "oieastilas";
    private static final List<String> ROWS = List.of("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop",
            "azertyuiop", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p");

    private final CommonPasswords common;
    private final Collection<String> known;
    private final String text;
    private final String letters;
    private final String backwards;
    /** Of what ends there. */
    private final double[] best;

    /** @param known what is tried first, in lower case */
    CheapestGuess(CommonPasswords common, Collection<String> known, String password) {
        this.common = common;
        this.known = known;
        text = password.toLowerCase(Locale.ROOT);
        letters = inLetters(text);
        backwards = new StringBuilder(text).reverse().toString();
        best = new double[text.length() + 1];
    }

    static String inLetters(String text) {
        var letters = new StringBuilder(text);
        for (var i = 0; i < letters.length(); i++) {
            var sign = SIGNS.indexOf(letters.charAt(i));
            if (sign >= 0) {
                letters.setCharAt(i, LETTERS.charAt(sign));
            }
        }
        return letters.toString();
    }

    static double bits(double guesses) {
        return Math.log(guesses) / Math.log(2);
    }

    /** The number of guesses as a power of two. */
    double bits() {
        for (var end = 1; end <= text.length(); end++) {
            best[end] = best[end - 1] + LETTER;
            words(end);
            known(end);
            sequence(end);
            row(end);
            year(end);
            repetition(end);
        }
        return best[text.length()];
    }

    private void part(int start, int end, double cost) {
        best[end] = Math.min(best[end], best[start] + cost);
    }

    private void words(int end) {
        for (var start = Math.max(0, end - common.longest()); start <= end - SHORTEST_WORD; start++) {
            word(start, end, text.substring(start, end));
            word(start, end, letters.substring(start, end));
            word(start, end, backwards.substring(text.length() - end, text.length() - start));
        }
    }

    private void word(int start, int end, String word) {
        var rank = common.rank(word);
        if (rank > 0) {
            part(start, end, bits(rank + 1));
        }
    }

    private void known(int end) {
        for (var each : known) {
            var start = end - each.length();
            if (start >= 0 && (text.startsWith(each, start) || letters.startsWith(each, start))) {
                part(start, end, KNOWN);
            }
        }
    }

    /** One letter over and over, or each the next or the one before. */
    private void sequence(int end) {
        for (var start = end - 2; start >= 0 && isStep(start, end); start--) {
            if (end - start >= SHORTEST_WORD) {
                part(start, end, ROW + bits(end - start));
            }
        }
    }

    private boolean isStep(int start, int end) {
        var step = text.charAt(end - 1) - text.charAt(end - 2);
        return Math.abs(step) <= 1 && text.charAt(start + 1) - text.charAt(start) == step;
    }

    /** What is in no row is not in one with a letter more before it. */
    private void row(int end) {
        for (var start = end - SHORTEST_ROW; start >= 0; start--) {
            var keys = text.substring(start, end);
            var reversed = backwards.substring(text.length() - end, text.length() - start);
            if (ROWS.stream().noneMatch(row -> row.contains(keys) || row.contains(reversed))) {
                return;
            }
            part(start, end, ROW + bits(end - start));
        }
    }

    private void year(int end) {
        var start = end - 4;
        if (start >= 0 && (text.startsWith("19", start) || text.startsWith("20", start))
                && text.substring(start, end).chars().allMatch(Character::isDigit)) {
            part(start, end, YEAR);
        }
    }

    private void repetition(int end) {
        for (var length = 1; 2 * length <= end; length++) {
            if (text.regionMatches(end - 2 * length, text, end - length, length)) {
                part(end - length, end, REPETITION);
            }
        }
    }
}
