package dev.neontasks.mail;

import java.util.Optional;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import dev.neontasks.environment.Environment;

/** Reads the settings once. */
class MailSettingsProducer {

    @Produces
    @Singleton
    Optional<MailSettings> settings(Config config) {
        return MailSettings.of(Environment.of(config));
    }
}
