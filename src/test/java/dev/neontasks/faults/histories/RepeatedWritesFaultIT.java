package dev.neontasks.faults.histories;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.neontasks.faults.histories.Caller.Reply;
import dev.neontasks.faults.histories.Stage.Way;
import dev.neontasks.history.Answer;
import dev.neontasks.history.Content;
import dev.neontasks.history.History;
import dev.neontasks.history.Request;
import dev.neontasks.history.Request.Method;
import dev.neontasks.simulator.Loss;

/**
 * A write's statement takes effect and its answer is lost with the connection, or its connection is lost and it takes effect
 * late; somebody else, who has seen it, writes meanwhile. The write is answered as it took effect, and what is stored is what
 * the other has written.
 */
@Tag("faults")
@TestInstance(Lifecycle.PER_CLASS)
class RepeatedWritesFaultIT {

    enum Case {
        /** The other goes to another copy, while the first finds no connection. */
        LOST_BY_ONE_OF_TWO_COPIES(Loss.AFTER_SERVER, 0),
        /** The other's connections of the same copy are well. */
        LOST_BY_ONE_CONNECTION(Loss.UNHEARD, 1),
        LATE_BY_ONE_OF_TWO_COPIES(Loss.LATE, 0),
        LATE_BY_ONE_CONNECTION(Loss.LATE, 1);

        private final Loss loss;
        private final int copy;

        Case(Loss loss, int copy) {
            this.loss = loss;
            this.copy = copy;
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Stage stage;
    private Copy first;
    private Copy second;
    private Caller ann;
    private Caller other;

    /** The first copy has one connection, so that it is without any when that is lost. */
    Stage stage() {
        return new Stage(Way.direct(1), Way.direct(4));
    }

    @BeforeAll
    void start() {
        stage = stage();
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @AfterEach
    void recover() {
        stage.copies.forEach(copy -> {
            copy.simulator.recover();
            copy.simulator.deliver();
        });
    }

    static Stream<Arguments> rows() {
        return Stream.of(Case.values()).flatMap(where -> Row.all().map(row -> Arguments.of(where, row)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rows")
    void takeEffectOnce(Case where, Row row) throws Exception {
        first = stage.copies.get(where.copy);
        second = stage.copies.get(1);
        var token = second.service().signUp();
        var owner = UUID.randomUUID().toString();
        var history = new History();
        ann = new Caller(1, owner, token, history);
        other = new Caller(2, owner, token, history);

        var id = UUID.randomUUID();
        var before = row.isNew() ? "" : tag(ask(other, second, id, Request.put(Row.OLD.title()), 201));
        var answer = where.loss == Loss.LATE ? late(row, id, before) : lost(where.loss, row, id, before);

        System.out.printf("%s, %s: answered %s%n", where, row, answer);
        assertThat(answer.status()).isEqualTo(row.status());
        assertThat(answer.content()).isEqualTo(row.left());
        for (var copy : stage.copies) {
            assertThat(other.list(copy.service()).orElseThrow().values())
                    .containsExactlyElementsOf(row.stored().stream().toList());
        }
        assertThat(history.violations()).isEmpty();
    }

    /** The other writes before the write's second attempt. */
    private Answer lost(Loss loss, Row row, UUID id, String before) throws Exception {
        var request = row.write().apply(before);
        if (loss == Loss.AFTER_SERVER) {
            first.simulator.hangConnections();
        }
        first.simulator.resetNextStatement(loss, row.statement());
        var answer = CompletableFuture.supplyAsync(() -> ann.ask(first.service(), named(request, id), request));
        await().atMost(PATIENCE).until(() -> seen().equals(row.left()));
        others(row, id);
        assertThat(answer).isNotDone();
        first.simulator.recover();
        first.simulator.deliver();
        return answer.get(PATIENCE.toSeconds(), SECONDS).answer().orElseThrow();
    }

    /** The other writes after it, and then comes the first. */
    private Answer late(Row row, UUID id, String before) {
        var request = row.write().apply(before);
        first.simulator.resetNextStatement(Loss.LATE, row.statement());
        var answer = ask(ann, first, id, request, row.status());
        assertThat(seen()).isEqualTo(row.left());
        others(row, id);
        assertThat(first.simulator.late()).isEqualTo(1);
        first.simulator.deliver();
        await().atMost(PATIENCE).until(() -> first.simulator.late() == 0);
        return answer.answer().orElseThrow();
    }

    private void others(Row row, UUID id) {
        var present = other.list(second.service()).orElseThrow().keySet().stream().findAny();
        var tag = present.map(task -> tag(ask(other, second, task, Request.get(), 200))).orElse("");
        ask(other, second, present.orElse(id), row.next().apply(tag), row.nextStatus());
    }

    private Optional<Content> seen() {
        return other.list(second.service()).orElseThrow().values().stream().findAny();
    }

    private static Reply ask(Caller who, Copy copy, UUID id, Request request, int status) {
        var reply = who.ask(copy.service(), named(request, id), request);
        assertThat(reply.answer()).map(Answer::status).hasValue(status);
        return reply;
    }

    private static Optional<UUID> named(Request request, UUID id) {
        return request.method() == Method.POST ? Optional.empty() : Optional.of(id);
    }

    private static String tag(Reply reply) {
        return reply.answer().flatMap(Answer::tag).orElseThrow();
    }
}
