package dev.neontasks.faults.histories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.faults.histories.Caller.Reply;
import dev.neontasks.faults.histories.Stage.Way;
import dev.neontasks.history.Answer;
import dev.neontasks.history.Change;
import dev.neontasks.history.History;
import dev.neontasks.history.Request;
import dev.neontasks.history.Request.Method;

/**
 * Ten thousand writes are sent again with their keys, each to another copy: half of them at the same moment, and half after
 * somebody else has written the task.
 */
@Tag("faults")
class KeyedRepetitionsFaultIT {

    private static final int WRITES = 10_000;
    /** One alone may send no more keys than there are writes. */
    private static final int ACCOUNTS = 4;
    private static final int CLIENTS = 8;
    private static final List<Method> METHODS = List.of(Method.POST, Method.PUT, Method.PATCH, Method.DELETE);

    private record Pair(Answer first, Answer second) {

        boolean isAlike() {
            return first.status() == second.status() && first.tag().equals(second.tag())
                    && first.content().equals(second.content());
        }
    }

    private final History history = new History();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private List<String> tokens = List.of();

    @Test
    void takeEffectOnceAndAreAnsweredAlike() throws Exception {
        try (var stage = new Stage(Way.direct(8), Way.direct(8))) {
            var begun = System.nanoTime();
            tokens = IntStream.range(0, ACCOUNTS).mapToObj(account -> stage.copies.get(0).service().signUp()).toList();
            var pairs = new ArrayList<Pair>();
            var clients = IntStream.range(0, CLIENTS).<Callable<List<Pair>>> mapToObj(client -> () -> work(stage, client));
            for (var done : threads.invokeAll(clients.toList())) {
                pairs.addAll(done.get());
            }
            for (var account = 0; account < ACCOUNTS; account++) {
                assertThat(caller(account, 0).list(stage.copies.get(0).service())).isPresent();
            }
            var violations = history.violations();
            System.out.printf("keys: %,d writes sent twice in %d s; %,d said to be repetitions, %d answered otherwise, "
                    + "%d second effects%n", pairs.size(), (System.nanoTime() - begun) / 1_000_000_000,
                    pairs.stream().filter(pair -> pair.first().replayed() != pair.second().replayed()).count(),
                    pairs.stream().filter(pair -> !pair.isAlike()).count(), violations.size());
            assertThat(violations).isEmpty();
            assertThat(pairs).hasSize(WRITES).allMatch(Pair::isAlike)
                    .allMatch(pair -> pair.first().replayed() != pair.second().replayed());
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Pair> work(Stage stage, int client) throws Exception {
        var pairs = new ArrayList<Pair>();
        for (var number = client; number < WRITES; number += CLIENTS) {
            pairs.add(twice(stage, client, number / CLIENTS));
        }
        return pairs;
    }

    private Pair twice(Stage stage, int client, int number) throws Exception {
        var method = METHODS.get(number % METHODS.size());
        var account = client % ACCOUNTS;
        var isTogether = client < CLIENTS / 2;
        var first = stage.copies.get(client % 2);
        var second = stage.copies.get(1 - client % 2);
        var name = client + "." + number;
        var id = method == Method.POST ? Optional.<UUID> empty() : Optional.of(UUID.randomUUID());
        if (method == Method.PATCH || method == Method.DELETE) {
            assertThat(answer(caller(account, client).ask(first.service(), id, Request.put("before " + name))).status())
                    .isEqualTo(201);
        }
        var change = method == Method.DELETE ? Change.NONE : Change.to(name, false);
        var request = Request.of(method, change).key(name);
        if (isTogether) {
            var again = threads.submit(() -> caller(account, client + CLIENTS).ask(second.service(), id, request));
            return new Pair(answer(caller(account, client).ask(first.service(), id, request)), answer(again.get()));
        }
        var reply = caller(account, client).ask(first.service(), id, request);
        caller(account, client + CLIENTS).ask(second.service(), reply.id(), Request.put("after " + name));
        return new Pair(answer(reply), answer(caller(account, client).ask(second.service(), id, request)));
    }

    private Caller caller(int account, int client) {
        return new Caller(client, "account " + account, tokens.get(account), history);
    }

    private static Answer answer(Reply reply) {
        return reply.answer().orElseThrow();
    }
}
