package dev.neontasks.attacks;

import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Methods, targets and paths that nobody has heard of, each once: what is counted by them would grow without end. */
@Tag("attacks")
class MetricLabelsAttackIT {

    /** Of one metric: routes, times methods that each knows, times statuses, and something to spare. */
    private static final int SETS_OF_LABELS = 200;
    private static final int SCRAPE = 1_000_000;

    @Test
    void areNotChosenByStrangers() throws Exception {
        try (var database = Victim.database(); var victim = Victim.on(database)) {
            var outcome = Siege.of(victim, victim.newAccount(), new Attack("Labels of metrics", 400, 200,
                    (connection, begun) -> Turn.asking(request(begun))));
            var more = new SoftAssertions();
            if (outcome.isAlive()) {
                var scrape = victim.metrics().answer();
                var largest = setsOfLabels(scrape).entrySet().stream().max(Comparator.comparing(Map.Entry::getValue));
                System.out.printf("    scrape afterwards: %d bytes, most sets of labels %s%n", scrape.length(), largest);
                more.assertThat(scrape).as("scrape").contains("http_server_requests_seconds_count");
                more.assertThat(scrape.length()).as("bytes of a scrape").isLessThan(SCRAPE);
                more.assertThat(largest.orElseThrow().getValue()).as("sets of labels").isLessThan(SETS_OF_LABELS);
            }
            outcome.assertHarmless(more);
        }
    }

    private static byte[] request(int number) {
        switch (number % 10) {
            case 0:
                return Wire.request("CONNECT", "h" + number + ":80");
            case 1:
                return Wire.request(letters(number, 8), "/api/tasks");
            case 2:
                return Wire.get("/api/auth/" + number + "/" + letters(number, 100));
            default:
                return Wire.request(letters(number, 3_900), "/");
        }
    }

    /** A token of RFC 9110 that differs from all others of its length. */
    private static String letters(int number, int length) {
        return (Integer.toString(number, 26) + "-").replaceAll("\\d", "Z").toUpperCase() + "M".repeat(number % 7)
                + "X".repeat(Math.max(0, length - 20));
    }

    private static Map<String, Long> setsOfLabels(String scrape) {
        return scrape.lines().filter(line -> line.contains("{") && !line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf('{')))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
