package dev.neontasks.health;

import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheckResponse;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;

import dev.neontasks.database.DatabaseEvidence;
import dev.neontasks.database.FailureKind;
import dev.neontasks.database.Verification;

/** Does the database answer a query right now? The one probe that asks, and so wakes it. */
@Wellness
@Singleton
class WellCheck implements AsyncHealthCheck {

    /** Leaves a margin below the two seconds that every probe has. */
    private static final Duration PATIENCE = Duration.ofMillis(1700);

    private final Verification verification;
    private final DatabaseEvidence evidence;

    WellCheck(Verification verification, DatabaseEvidence evidence) {
        this.verification = verification;
        this.evidence = evidence;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().completionStage(verification::verify).map(this::answer)
                .ifNoItem().after(PATIENCE).recoverWithItem(() -> answer(Optional.of(FailureKind.TIMED_OUT)));
    }

    private HealthCheckResponse answer(Optional<FailureKind> failure) {
        var answer = HealthCheckResponse.named("query").status(failure.isEmpty());
        failure.ifPresent(kind -> answer.withData("reason", kind.text()));
        if (failure.isEmpty()) {
            evidence.roundTrip().ifPresent(took -> answer.withData("roundTripMillis", took.toMillis()));
        }
        return answer.build();
    }
}
