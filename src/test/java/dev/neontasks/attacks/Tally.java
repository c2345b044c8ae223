package dev.neontasks.attacks;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of an attacker's connections: of those that ended, which statuses they were answered with, and by whom they ended.
 */
final class Tally {

    private final Map<String, Integer> answers = new TreeMap<>();
    private int begun;
    private int ended;
    private int asked;
    private Duration longest = Duration.ZERO;

    synchronized void began() {
        begun++;
    }

    /** Answers after which a connection went on. */
    synchronized void answered(int times) {
        asked += times;
    }

    /** By the service. */
    synchronized void ended(String answer, Duration after) {
        ended++;
        left(answer, after);
    }

    /** By the attacker. */
    synchronized void left(String answer, Duration after) {
        answers.merge(answer, 1, Integer::sum);
        longest = longest.compareTo(after) < 0 ? after : longest;
    }

    /** Answers that came, whether their connections went on or not. */
    synchronized int answered() {
        return asked + answers.entrySet().stream().filter(answer -> !"none".equals(answer.getKey())).mapToInt(
                Map.Entry::getValue).sum();
    }

    synchronized int begun() {
        return begun;
    }

    /** How many connections the service ended. */
    synchronized int ended() {
        return ended;
    }

    /** How long one of those that are over was open, at most. */
    synchronized Duration longest() {
        return longest;
    }

    synchronized Map<String, Integer> answers() {
        return Map.copyOf(answers);
    }

    @Override
    public synchronized String toString() {
        return "%d connections begun, %d ended by the service, one open for %d ms, answers %s, %d on the way".formatted(begun,
                ended, longest.toMillis(), answers, asked);
    }
}
