package dev.neontasks.api;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;

import org.eclipse.microprofile.config.Config;

import io.quarkus.runtime.Startup;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;

import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;
import dev.neontasks.environment.Syntax;
import dev.neontasks.environment.Variable;

/** The origins besides our own whose pages may call the API. Those of any other get no permission, and so no answer. */
@Singleton
@Startup
public class CrossOrigins {

    private static final Variable<List<String>> ORIGINS = Variable.of("CORS_ORIGINS",
            Syntax.list(new Syntax<>("origins like `https://app.example.com`, no `*`", CrossOrigins::parse)), "",
            "origins besides our own whose pages may call the API");

    /** After the headers that every answer carries. */
    private static final int PRIORITY = 9_900;
    private static final int MAX_AGE_SECONDS = 3600;

    private final Set<String> origins;
    private final CorsHandler handler;

    CrossOrigins(Config config) {
        origins = Set.copyOf(Environment.of(config).get(ORIGINS));
        handler = CorsHandler.create().addOrigins(List.copyOf(origins)).allowCredentials(true)
                .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE))
                .allowedHeaders(Set.of(HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE, HttpHeaders.IF_MATCH,
                        HttpHeaders.IF_NONE_MATCH, "Idempotency-Key", ResponseHeaders.REQUEST_ID))
                .exposedHeaders(Set.of(HttpHeaders.ETAG, HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER,
                        "Idempotency-Replayed", ResponseHeaders.REQUEST_ID))
                .maxAgeSeconds(MAX_AGE_SECONDS);
    }

    public boolean contains(String origin) {
        return origins.contains(origin);
    }

    void register(@Observes Filters filters) {
        if (!origins.isEmpty()) {
            filters.register(this::permit, PRIORITY);
        }
    }

    private void permit(RoutingContext context) {
        var origin = context.request().getHeader("Origin");
        if (origin != null && contains(origin)) {
            handler.handle(context);
        } else {
            context.response().headers().add(HttpHeaders.VARY, "origin");
            context.next();
        }
    }

    private static String parse(String variable, String text) {
        try {
            var uri = URI.create(text.toLowerCase(Locale.ROOT));
            var origin = uri.getScheme() + "://" + uri.getRawAuthority();
            if (Set.of("http", "https").contains(String.valueOf(uri.getScheme())) && uri.getHost() != null
                    && uri.getUserInfo() == null && text.equalsIgnoreCase(origin)) {
                return origin;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new ConfigurationFault(variable, text.equals("*") ? "'*' would let every page call the API; name the origins"
                : "'" + text + "' is no origin; write one like https://app.example.com");
    }
}
