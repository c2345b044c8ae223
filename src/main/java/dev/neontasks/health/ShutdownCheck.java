package dev.neontasks.health;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.HealthGroup;
import io.smallrye.mutiny.Uni;

/**
 * Down from the moment the process is told to end, so that traffic goes elsewhere before it does. In place of Quarkus' own
 * check, which waits for a worker thread, and so makes a busy service look like an unready one.
 */
@Readiness
@HealthGroup(Checks.GROUP)
@Singleton
class ShutdownCheck implements AsyncHealthCheck {

    private volatile boolean ending;

    void end(@Observes ShutdownDelayInitiatedEvent event) {
        ending = true;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(() -> HealthCheckResponse.named("shutdown").status(!ending).build());
    }
}
