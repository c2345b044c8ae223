package dev.neontasks.health;

import java.util.Optional;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.HealthGroup;
import io.smallrye.mutiny.Uni;

import dev.neontasks.database.evidence.DatabaseEvidence;
import dev.neontasks.database.evidence.DatabaseState;
import dev.neontasks.database.evidence.Schema;
import dev.neontasks.database.failure.FailureKind;

/**
 * Should this replica get traffic? Answered from what is known already: asking the database would keep it awake for ever.
 * Asleep is ready; the first request wakes it.
 */
@Readiness
@HealthGroup(Checks.GROUP)
@Singleton
class ReadyCheck implements AsyncHealthCheck {

    private final DatabaseEvidence evidence;
    private final Schema schema;

    ReadyCheck(DatabaseEvidence evidence, Schema schema) {
        this.evidence = evidence;
        this.schema = schema;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        var isMigrated = schema.isReady();
        var database = evidence.status();
        var answer = HealthCheckResponse.named("database").status(isMigrated && database.state() != DatabaseState.DOWN)
                .withData("state", database.state().name()).withData("since", database.since().toString());
        database.failure().or(() -> isMigrated ? Optional.empty() : Optional.of(FailureKind.SCHEMA_NOT_READY))
                .ifPresent(failure -> answer.withData("reason", failure.text()));
        return Uni.createFrom().item(answer.build());
    }
}
