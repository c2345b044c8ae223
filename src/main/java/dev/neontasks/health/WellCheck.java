package dev.neontasks.health;

import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheckResponse;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;

import dev.neontasks.database.evidence.DatabaseEvidence;
import dev.neontasks.database.evidence.Schema;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.work.DatabaseCheck;
import dev.neontasks.database.work.SharedCheck;

/** Does the database answer a query right now? The one probe that asks, and so wakes it. */
@Wellness
@Singleton
class WellCheck implements AsyncHealthCheck {

    /** Leaves a margin below the two seconds that every probe has. */
    private static final Duration PATIENCE = Duration.ofMillis(1700);

    /** Twelve queries a minute are all that strangers who find this path can make of it for long. */
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final SharedCheck check;
    private final DatabaseEvidence evidence;
    private final Schema schema;

    WellCheck(DatabaseCheck check, DatabaseEvidence evidence, Schema schema) {
        this.check = new SharedCheck(check, PERIOD);
        this.evidence = evidence;
        this.schema = schema;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().completionStage(check::verify).map(this::answer).ifNoItem()
                .after(PATIENCE).recoverWithItem(() -> answer(Optional.of(FailureKind.TIMED_OUT)));
    }

    /** It is not well either when others than this query would fail. */
    private HealthCheckResponse answer(Optional<FailureKind> ofQuery) {
        var failure = ofQuery.or(schema::fault);
        var answer = HealthCheckResponse.named("query").status(failure.isEmpty());
        failure.ifPresent(kind -> answer.withData("reason", kind.text()));
        if (failure.isEmpty()) {
            evidence.status().roundTrip().ifPresent(took -> answer.withData("roundTripMillis", took.toMillis()));
        }
        return answer.build();
    }
}
