package dev.neontasks.account;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;

import org.jboss.resteasy.reactive.server.ServerResponseFilter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

/** Counts sign-ins that fail, by cause: what the status says. */
@Singleton
class SignInMetrics {

    private static final String PATH = "/api/auth/sign-in";
    private static final Map<Integer, String> CAUSES = Map.of(401, "credentials", 429, "limit", 503, "database");

    private volatile Map<Integer, Counter> failures = Map.of();

    /** Not when it is made, which for a filter is at build. */
    void register(@Observes StartupEvent event, MeterRegistry registry) {
        failures = CAUSES.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
                cause -> Counter.builder("neon_tasks.sign_in.failures").tag("cause", cause.getValue())
                        .description("Sign-ins that failed").register(registry)));
    }

    @ServerResponseFilter
    void count(ContainerRequestContext request, ContainerResponseContext response) {
        if (PATH.equals(request.getUriInfo().getPath())) {
            Optional.ofNullable(failures.get(response.getStatus())).ifPresent(Counter::increment);
        }
    }
}
