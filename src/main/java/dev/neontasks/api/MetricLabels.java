package dev.neontasks.api;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Set;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.vertx.core.http.HttpMethod;

import dev.neontasks.environment.BasePath;
import dev.neontasks.environment.Environment;

/**
 * Keeps what callers write out of the labels of metrics, of which each combination is kept for ever: methods that are known
 * here, paths as the API's description has them, and {@link #OTHER}.
 */
@Singleton
class MetricLabels implements MeterFilter {

    static final String OTHER = "OTHER";

    private static final Set<String> METHODS = RequestHead.METHODS.stream().map(HttpMethod::name).collect(toUnmodifiableSet());

    private static final Set<String> PATHS = Set.of("/api/auth/sign-up", "/api/auth/sign-in", "/api/auth/refresh",
            "/api/auth/sign-out", "/api/auth/reset", "/api/auth/reset/confirm", "/api/auth/email/confirm", "/api/me",
            "/api/me/email", "/api/me/email/mail", "/api/me/export", "/api/me/password",
            "/api/me/sessions",
            "/api/me/sessions/{id}", "/api/me/deletion", "/api/tasks", "/api/tasks/{id}",
            "/api/status", "/api/status/history", "/api/status/verify", "/.well-known/jwks.json", "/health", "/health/live",
            "/health/ready",
            "/health/started", "/health/well", "/openapi", "/docs", "/metrics");

    /** What Quarkus writes where there is no such path. */
    private static final Set<String> KINDS = Set.of("root", "NOT_FOUND", "REDIRECTION", "UNKNOWN");

    private final BasePath base;

    @Inject
    MetricLabels(Config config) {
        this(Environment.of(config).get(BasePath.VARIABLE));
    }

    MetricLabels(BasePath base) {
        this.base = base;
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        if (!id.getName().startsWith("http.server.")) {
            return id;
        }
        var method = id.getTag("method");
        var told = id.getTag("uri");
        var path = told != null && !PATHS.contains(told) && base.holds(told) ? base.without(told) : told;
        var tags = path == null ? Tags.of(id.getTags()) : Tags.of(id.getTags()).and("uri", path);
        if (method != null && !METHODS.contains(method)) {
            tags = tags.and("method", OTHER);
        }
        if (path != null && !PATHS.contains(path) && !KINDS.contains(path)) {
            tags = tags.and("uri", OTHER);
        }
        return id.replaceTags(tags);
    }
}
