package dev.neontasks.command;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.neontasks.command.doctor.Report;
import dev.neontasks.environment.BasePath;
import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;

/** What one hands on to somebody who helps: versions, the variables' shapes, what the service says of itself, and the walk. */
final class SupportReport {

    private static final Set<String> SECRETS = Set.of("DATABASE_URL", "DATABASE_URL_UNPOOLED", "JWT_SIGNING_KEY",
            "JWT_PREVIOUS_KEYS", "MAIL_FROM", "MAIL_URL");

    /** All there are. */
    static final List<String> VARIABLES = List.of("ACCOUNT_TASKS_MAX", "BASE_PATH", "CORS_ORIGINS", "DATABASE_ENDPOINT",
            "DATABASE_IDLE_TIMEOUT", "DATABASE_MIGRATE_AT_START", "DATABASE_PASSWORD_FILE", "DATABASE_POOL_MAX",
            "DATABASE_PRICE_PER_HOUR",
            "DATABASE_SEARCH_TIMEOUT", "DATABASE_STATEMENT_TIMEOUT", "DATABASE_SUSPEND_AFTER", "DATABASE_URL",
            "DATABASE_URL_FILE", "DATABASE_URL_UNPOOLED", "DATABASE_URL_UNPOOLED_FILE", "DATABASE_WAKE_BUDGET", "HOST",
            "JWT_AUDIENCE", "JWT_ISSUER", "JWT_JWKS_URL", "JWT_PREVIOUS_KEYS", "JWT_PREVIOUS_KEYS_FILE", "JWT_SIGNING_KEY",
            "JWT_SIGNING_KEY_FILE", "LOG_FORMAT", "LOG_LEVEL", "MAIL_FROM", "MAIL_URL", "MAIL_URL_FILE", "MANAGEMENT_HOST",
            "MANAGEMENT_PORT",
            "OTEL_EXPORTER_OTLP_ENDPOINT", "PORT", "PUBLIC_URL", "SHUTDOWN_DELAY", "SIGN_IN_LIMIT", "SIGN_UP_LIMIT",
            "TRUSTED_PROXIES");

    private SupportReport() {
    }

    /** JSON. */
    static String of(Environment environment, Report walk) {
        var redaction = new Redaction(VARIABLES.stream().flatMap(name -> environment.untold(name).stream()).toList());
        var json = JsonNodeFactory.instance.objectNode().put("madeAt", Clock.systemUTC().instant().toString());
        json.putObject("versions").put("neon-tasks", Version.text()).put("java", System.getProperty("java.version"))
                .put("virtualMachine", System.getProperty("java.vm.name"))
                .put("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"))
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("heapMegabytes", Runtime.getRuntime().maxMemory() >> 20);
        var variables = json.putObject("variables");
        for (var name : VARIABLES) {
            environment.shape(name, !SECRETS.contains(name)).ifPresent(shape -> variables.put(name, shape));
        }
        var service = json.putObject("service");
        for (var path : List.of("/api/status", "/health")) {
            service.put(path, redaction.of(answer(environment, path)));
        }
        try {
            json.set("walk", new ObjectMapper().readTree(redaction.of(walk.json())));
        } catch (IOException e) {
            json.put("walk", redaction.of(walk.text()));
        }
        return json.toPrettyString() + "\n";
    }

    /** Of the service on this machine: its state, since when and why, its pool. */
    private static String answer(Environment environment, String path) {
        try {
            return Local.ask(environment, environment.get(BasePath.VARIABLE).path() + path);
        } catch (IOException e) {
            return "nobody answers: " + e.getClass().getSimpleName();
        } catch (ConfigurationFault e) {
            return "not asked: a variable is wrong";
        }
    }
}
