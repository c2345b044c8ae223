package dev.neontasks.database;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import dev.neontasks.environment.Environment;

@Singleton
class DatabaseSettingsProducer {

    @Produces
    @Singleton
    DatabaseSettings settings(Config config) {
        return DatabaseSettings.of(Environment.of(config));
    }
}
