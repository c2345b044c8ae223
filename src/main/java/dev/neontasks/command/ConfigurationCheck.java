package dev.neontasks.command;

import java.util.Locale;
import java.util.regex.Pattern;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.history.Price;
import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;
import dev.neontasks.environment.PublicUrl;
import dev.neontasks.mail.MailSettings;

/** Reads all settings before anything is served, so that a wrong one stops the start. */
@Singleton
class ConfigurationCheck {

    /** After the embedded database of dev mode, before everything else. */
    private static final int PRIORITY = 100;

    /** {@code application.properties} in the jar. */
    private static final int OUR_PROPERTIES = 250;

    private static final Pattern AROUND_THE_CHECKS = Pattern
            .compile("QUARKUS_DATASOURCE_(.+_)?(JDBC_URL|USERNAME|PASSWORD|JDBC_MAX_SIZE)$");

    /** Before anything is started, what can be known by then; throws {@link ConfigurationFault}. */
    static void first(Environment environment) {
        ServerKeys.check(environment);
        environment.get(PublicUrl.VARIABLE);
        MailSettings.of(environment);
        environment.get(Price.PER_HOUR);
        ServerKeys.requireHosts(environment);
        DatabaseSettings.of(environment);
    }

    void check(@Observes @Priority(PRIORITY) StartupEvent event, Config config) {
        ServerKeys.check(Environment.of(config));
        Environment.of(config).get(PublicUrl.VARIABLE);
        MailSettings.of(Environment.of(config));
        Environment.of(config).get(Price.PER_HOUR);
        for (var source : config.getConfigSources()) {
            // In tests and dev mode Quarkus itself adds sources.
            if (source.getOrdinal() > OUR_PROPERTIES && !LaunchMode.current().isDevOrTest()) {
                refuseDetours(source);
            }
        }
    }

    /** The settings are a parameter because reading them is the check. */
    void read(@Observes @Priority(PRIORITY + 1) StartupEvent event, DatabaseSettings settings) {
    }

    /** Throws {@link ConfigurationFault}. */
    static void refuseDetours(ConfigSource source) {
        for (var name : source.getPropertyNames()) {
            var variable = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
            if (AROUND_THE_CHECKS.matcher(variable).find() && !source.getValue(name).isEmpty()) {
                throw new ConfigurationFault(variable, "goes around the checks of DATABASE_URL; set "
                        + (variable.endsWith("MAX_SIZE") ? "DATABASE_POOL_MAX" : "DATABASE_URL") + " instead");
            }
        }
    }
}
