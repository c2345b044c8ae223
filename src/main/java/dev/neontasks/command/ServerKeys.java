package dev.neontasks.command;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;

import dev.neontasks.database.pool.PoolKeys;
import dev.neontasks.environment.BasePath;
import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;
import dev.neontasks.environment.ShutdownDelay;
import dev.neontasks.environment.Syntax;
import dev.neontasks.environment.Variable;

/** Says to Quarkus, in its own keys, what the variables of this service say. An explicit {@code QUARKUS_*} variable wins. */
public final class ServerKeys implements ConfigSourceFactory {

    /** Above {@code application.properties} (250), below the environment (300). */
    private static final int ORDINAL = 270;

    static final Variable<String> HOST = Variable.of("HOST", Syntax.text("an address or name of this machine"), "0.0.0.0",
            "where the page, the API and the health checks are served");
    static final Variable<Integer> PORT = Variable.of("PORT", Syntax.number(1, 65535), "8080",
            "port of the page, the API and the health checks; one in use: exit code 71");
    private static final Variable<String> MANAGEMENT_HOST = Variable.of("MANAGEMENT_HOST", Syntax.text(HOST.values()),
            "127.0.0.1", "where metrics are served");
    private static final Variable<Integer> MANAGEMENT_PORT = Variable.of("MANAGEMENT_PORT", Syntax.number(1, 65535), "9000",
            "port of metrics; one in use: exit code 71");
    private static final Variable<String> LOG_LEVEL = Variable.of("LOG_LEVEL",
            Syntax.choice("ERROR", "WARN", "INFO", "DEBUG"), "INFO", "what is logged; `DEBUG` is for the service's own lines");
    private static final Variable<Optional<String>> COLLECTOR = Variable.optional("OTEL_EXPORTER_OTLP_ENDPOINT",
            new Syntax<>("a URL like `http://collector:4318`", ServerKeys::collector), "none: no traces",
            "where traces are sent, by OTLP over HTTP");

    /** Probes and the status page's polling would drown the rest. */
    private static final List<String> UNTRACED = List.of("/health", "/health/*", "/api/status",
            "/api/status/history", "/openapi", "/docs", "/docs/*",
            "/assets/*");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        var environment = Environment.of(name -> Optional.ofNullable(context.getValue(name).getRawValue()));
        try {
            return List.of(new Source(keys(environment, context.getProfiles().contains("dev"))));
        } catch (ConfigurationFault e) {
            // Too early to end in one line: ConfigurationCheck reads them again.
            return List.of();
        }
    }

    /** Throws {@link ConfigurationFault} for the first variable that is wrong. */
    static void check(Environment environment) {
        keys(environment, false);
        environment.get(ShutdownDelay.VARIABLE);
    }

    /** A name that nobody knows would be looked for without end. Throws {@link ConfigurationFault}. */
    static void requireHosts(Environment environment) {
        for (var variable : List.of(HOST, MANAGEMENT_HOST)) {
            var host = environment.get(variable);
            try {
                InetAddress.getByName(host);
            } catch (UnknownHostException e) {
                throw new ConfigurationFault(variable.name(), "no address is known for '" + host + "'; write "
                        + HOST.values());
            }
        }
    }

    private static Map<String, String> keys(Environment environment, boolean dev) {
        var keys = new HashMap<>(PoolKeys.of(environment));
        keys.put("quarkus.http.host", environment.get(HOST));
        keys.put("quarkus.http.port", Integer.toString(environment.get(PORT)));
        keys.put("quarkus.management.host", environment.get(MANAGEMENT_HOST));
        keys.put("quarkus.management.port", Integer.toString(environment.get(MANAGEMENT_PORT)));
        var level = environment.get(LOG_LEVEL);
        // Below INFO, libraries name hosts and print what is in the rows: DEBUG is for our own log.
        keys.put("quarkus.log.level", level.equals("DEBUG") ? "INFO" : level);
        keys.put("neon-tasks.log-level", level);
        keys.put("quarkus.log.console.json.enabled", Boolean.toString(LogFormat.isJson(environment, !dev)));
        var collector = environment.get(COLLECTOR);
        keys.put("quarkus.otel.sdk.disabled", Boolean.toString(collector.isEmpty()));
        // Wrapping every connection, statement and result costs something even when nothing is traced.
        keys.put("quarkus.datasource.jdbc.telemetry.enabled", Boolean.toString(collector.isPresent()));
        var base = environment.get(BasePath.VARIABLE).path();
        keys.put("quarkus.otel.traces.suppress-application-uris",
                UNTRACED.stream().map(path -> (base + path).substring(1)).collect(Collectors.joining(",")));
        collector.ifPresent(url -> keys.put("quarkus.otel.exporter.otlp.endpoint", url));
        return Map.copyOf(keys);
    }

    private static String collector(String variable, String text) {
        try {
            var url = new URI(text);
            if (url.getHost() != null && Set.of("http", "https").contains(String.valueOf(url.getScheme()))) {
                return text;
            }
        } catch (URISyntaxException e) {
            // told below, without what was written: it may hold a token
        }
        throw new ConfigurationFault(variable, "is no URL of a collector; write http://collector:4318");
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
