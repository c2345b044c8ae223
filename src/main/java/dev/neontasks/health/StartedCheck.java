package dev.neontasks.health;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.HealthGroup;
import io.smallrye.mutiny.Uni;

import dev.neontasks.database.evidence.Schema;

/** Has the start finished? The configuration is checked before anything answers, so what is left is the schema. */
@Startup
@HealthGroup(Checks.GROUP)
@Singleton
class StartedCheck implements AsyncHealthCheck {

    private final Schema schema;

    StartedCheck(Schema schema) {
        this.schema = schema;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        var answer = HealthCheckResponse.named("schema").status(schema.reached().isPresent());
        schema.reached().ifPresent(version -> answer.withData("version", version));
        return Uni.createFrom().item(answer.build());
    }
}
