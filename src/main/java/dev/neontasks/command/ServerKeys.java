package dev.neontasks.command;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;

import dev.neontasks.database.PoolKeys;
import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;

/** Says to Quarkus, in its own keys, what the variables of this service say. An explicit {@code QUARKUS_*} variable wins. */
public final class ServerKeys implements ConfigSourceFactory {

    /** Above {@code application.properties} (250), below the environment (300). */
    private static final int ORDINAL = 270;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        var environment = Environment.of(name -> Optional.ofNullable(context.getValue(name).getRawValue()));
        try {
            return List.of(new Source(keys(environment, context.getProfiles().contains("dev"))));
        } catch (ConfigurationFault e) {
            // Too early to end in one line: StartCheck reads them again.
            return List.of();
        }
    }

    /** Throws {@link ConfigurationFault} for the first variable that is wrong. */
    static void check(Environment environment) {
        keys(environment, false);
    }

    private static Map<String, String> keys(Environment environment, boolean dev) {
        var keys = new HashMap<>(PoolKeys.of(environment));
        keys.put("quarkus.http.host", environment.text("HOST").orElse("0.0.0.0"));
        keys.put("quarkus.http.port", Integer.toString(port(environment)));
        keys.put("quarkus.management.host", environment.text("MANAGEMENT_HOST").orElse("127.0.0.1"));
        keys.put("quarkus.management.port", Integer.toString(environment.number("MANAGEMENT_PORT", 9000, 1, 65535)));
        var level = environment.choice("LOG_LEVEL", "INFO", "ERROR", "WARN", "INFO", "DEBUG");
        // Below INFO, libraries name hosts and print what is in the rows: DEBUG is for our own log.
        keys.put("quarkus.log.level", level.equals("DEBUG") ? "INFO" : level);
        keys.put("neon-tasks.log-level", level);
        keys.put("quarkus.log.console.json.enabled",
                Boolean.toString(environment.choice("LOG_FORMAT", dev ? "text" : "json", "json", "text").equals("json")));
        keys.put("quarkus.shutdown.delay",
                environment.duration("SHUTDOWN_DELAY", Duration.ofSeconds(5), Duration.ZERO, Duration.ofMinutes(10))
                        .toString());
        var collector = collector(environment);
        keys.put("quarkus.otel.sdk.disabled", Boolean.toString(collector.isEmpty()));
        collector.ifPresent(url -> keys.put("quarkus.otel.exporter.otlp.endpoint", url));
        return Map.copyOf(keys);
    }

    private static Optional<String> collector(Environment environment) {
        var variable = "OTEL_EXPORTER_OTLP_ENDPOINT";
        return environment.text(variable).map(text -> {
            try {
                var url = new URI(text);
                if (url.getHost() != null && Set.of("http", "https").contains(String.valueOf(url.getScheme()))) {
                    return text;
                }
            } catch (URISyntaxException e) {
                // told below, without what was written: it may hold a token
            }
            throw new ConfigurationFault(variable, "is no URL of a collector; write http://collector:4318");
        });
    }

    static int port(Environment environment) {
        return environment.number("PORT", 8080, 1, 65535);
    }

    private record Source(Map<String, String> keys) implements ConfigSource {

        @Override
        public String getName() {
            return "variables of neon-tasks";
        }

        @Override
        public int getOrdinal() {
            return ORDINAL;
        }

        @Override
        public String getValue(String key) {
            return keys.get(key);
        }

        /** None: what is named here would be recorded into the application when it is built. */
        @Override
        public Set<String> getPropertyNames() {
            return Set.of();
        }
    }
}
