package dev.neontasks.health;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.HealthGroup;
import io.smallrye.mutiny.Uni;

import dev.neontasks.database.evidence.DatabaseCondition;

/**
 * Should this replica get traffic? Answered from what is known already: asking the database would keep it awake for ever.
 * Asleep is ready; the first request wakes it.
 */
@Readiness
@HealthGroup(Checks.GROUP)
@Singleton
class ReadyCheck implements AsyncHealthCheck {

    private final DatabaseCondition condition;

    ReadyCheck(DatabaseCondition condition) {
        this.condition = condition;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        var database = condition.status();
        var reason = condition.reason(database);
        var answer = HealthCheckResponse.named("database").status(reason.isEmpty())
                .withData("state", database.state().name()).withData("since", database.since().toString());
        reason.ifPresent(kind -> answer.withData("reason", kind.text()));
        return Uni.createFrom().item(answer.build());
    }
}
