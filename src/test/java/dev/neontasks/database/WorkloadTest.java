package dev.neontasks.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;

class WorkloadTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final Workload workload = new Workload();

    @Test
    void leavesRoomForOthersWhenOneAsksForTooMuch() {
        var taken = 0;
        while (workload.add(work("ann", NOON))) {
            taken++;
        }
        assertThat(taken).isEqualTo(500);
        assertThat(workload.add(work("bob", NOON))).isTrue();
        assertThat(workload.waiting()).isEqualTo(501);
    }

    @Test
    void beginsNoMoreThanThereAreConnections() {
        List.of("ann", "bob", "eve").forEach(who -> workload.add(work(who, NOON)));
        var begun = workload.begin(2, NOON);
        assertThat(begun).hasSize(2);
        assertThat(workload.begin(2, NOON)).isEmpty();
        workload.end(begun.get(0));
        assertThat(workload.begin(2, NOON)).hasSize(1);
        assertThat(workload.busy()).isEqualTo(2);
    }

    @Test
    void neverSaysThatSomethingWaitedForLessThanNoTime() {
        workload.add(work("ann", NOON));
        assertThat(workload.begin(1, NOON.minusNanos(1)).get(0).waited()).isZero();
    }

    private static Work<String> work(String who, Instant asked) {
        var made = new Work<?>[1];
        Context context = null;
        Uni.createFrom()
                .<String> emitter(
                        emitter -> made[0] = new Work<>(who, DatabaseMeter.Use.REQUEST, () -> "", context, emitter, asked,
                                asked))
                .subscribe()
                .with(answer -> {
                });
        @SuppressWarnings("unchecked")
        var work = (Work<String>) made[0];
        return work;
    }
}
