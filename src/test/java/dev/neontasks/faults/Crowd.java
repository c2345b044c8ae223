package dev.neontasks.faults;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

import dev.neontasks.packaged.PackagedService;

/** Many clients at once. */
final class Crowd {

    /** What came back, after how long; status 0 when nothing did. */
    record Answer(HttpRequest request, int status, String body, Duration took) {

        /** Whether the service said so itself, in the form it promised. */
        boolean isTypedUnavailable() {
            return status == 503
                    && (body.contains("/problems/database-unavailable") || body.contains("/problems/pool-exhausted"));
        }

        boolean isGood() {
            return status == 200 || status == 201;
        }

        /** Short: there are thousands of them in a test that fails. */
        @Override
        public String toString() {
            return "%s %d after %d ms%s".formatted(request.method(), status, took.toMillis(), isGood() ? "" : ": " + body);
        }
    }

    private final PackagedService service;
    private final List<Thread> threads = new ArrayList<>();
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    private Crowd(PackagedService service) {
        this.service = service;
    }

    /** All ask once, at the same moment. */
    static List<Answer> once(PackagedService service, int clients, BiFunction<Integer, Integer, HttpRequest> requests)
            throws InterruptedException {
        var crowd = new Crowd(service);
        var start = new CountDownLatch(1);
        for (var client = 0; client < clients; client++) {
            var request = requests.apply(client, 0);
            crowd.begin(() -> {
                start.await();
                crowd.answers.add(ask(service, request));
            });
        }
        start.countDown();
        return crowd.join();
    }

    /** Each asks again as soon as it has its answer, after {@code pause}, until {@link #leave}. */
    static Crowd gather(PackagedService service, int clients, Duration pause,
            BiFunction<Integer, Integer, HttpRequest> requests) {
        var crowd = new Crowd(service);
        for (var client = 0; client < clients; client++) {
            var number = client;
            crowd.begin(() -> {
                for (var turn = 0; !crowd.over; turn++) {
                    crowd.answers.add(ask(service, requests.apply(number, turn)));
                    TimeUnit.MILLISECONDS.sleep(pause.toMillis());
                }
            });
        }
        return crowd;
    }

    /** Everybody's last answer is waited for. */
    List<Answer> leave() throws InterruptedException {
        over = true;
        return join();
    }

    int size() {
        return answers.size();
    }

    private List<Answer> join() throws InterruptedException {
        for (var thread : threads) {
            thread.join();
        }
        return List.copyOf(answers);
    }

    static Answer ask(PackagedService service, HttpRequest request) {
        var asked = System.nanoTime();
        try {
            var response = service.send(request);
            return new Answer(request, response.statusCode(), response.body(), Duration.ofNanos(System.nanoTime() - asked));
        } catch (IOException e) {
            return new Answer(request, 0, String.valueOf(e), Duration.ofNanos(System.nanoTime() - asked));
        }
    }

    /** Of all tasks whose creation was answered. */
    static Set<String> acknowledgedTitles(List<Answer> answers) {
        return answers.stream().filter(answer -> answer.status() == 201)
                .map(answer -> answer.body().replaceAll(".*\"title\":\"([^\"]*)\".*", "$1"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    static Map<Integer, Long> byStatus(List<Answer> answers) {
        return answers.stream().collect(Collectors.groupingBy(Answer::status, TreeMap::new, Collectors.counting()));
    }

    /** Milliseconds within which this part of the answers came, the slowest with 1.0. */
    static long millis(List<Answer> answers, double part) {
        var sorted = answers.stream().map(Answer::took).sorted().toList();
        return sorted.get((int) Math.ceil(part * sorted.size()) - 1).toMillis();
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private void begin(Work work) {
        var thread = new Thread(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Lets time pass while others do something: the length of a scenario, not a wait for anything. */
    static void last(Duration time) throws InterruptedException {
        var end = Instant.now().plus(time);
        while (Instant.now().isBefore(end)) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
