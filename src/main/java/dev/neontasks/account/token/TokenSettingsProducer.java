package dev.neontasks.account.token;

import java.time.Clock;
import java.util.Optional;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Startup;

import dev.neontasks.environment.Environment;
import dev.neontasks.security.SecurityLog;

/** Reads the settings of tokens at the start, so that a fault stops it. */
final class TokenSettingsProducer {

    private TokenSettingsProducer() {
    }

    @Produces
    @Singleton
    @Startup
    static TokenSettings settings(Config config, SecurityLog log, Clock clock) {
        // Not the profile, which a variable can change: a packaged service never runs on a throw-away key.
        var packaged = LaunchMode.current() == LaunchMode.NORMAL;
        return TokenSettings.of(Environment.of(config),
                () -> packaged ? Optional.empty() : Optional.of(EphemeralSigningKey.get()), log, clock);
    }
}
