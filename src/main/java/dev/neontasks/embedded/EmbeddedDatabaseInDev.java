package dev.neontasks.embedded;

import java.nio.file.Path;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

import io.quarkus.arc.profile.IfBuildProfile;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.environment.Environment;

/** In dev mode without a {@code DATABASE_URL}, starts the embedded database and sets the variable. */
@Singleton
@IfBuildProfile("dev")
class EmbeddedDatabaseInDev {

    private static final Logger LOG = Logger.getLogger(EmbeddedDatabaseInDev.class);
    private static final Path FOLDER = Path.of(".dev-database");
    /** Of the profile, lest the tests that dev mode runs in the same JVM take the developer's data for theirs. */
    private static final String PROPERTY = "%dev." + DatabaseSettings.URL.name();

    private final Config config;

    EmbeddedDatabaseInDev(Config config) {
        this.config = config;
    }

    /** Not at the {@code StartupEvent}: by then the pool's configuration has been read. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        // It survives a reload, the decision does not: the variable may be set by now.
        System.clearProperty(PROPERTY);
        if (Environment.of(config).get(DatabaseSettings.URL).isEmpty()) {
            var database = EmbeddedDatabase.in(FOLDER);
            System.setProperty(PROPERTY, database.url());
            LOG.infof("No DATABASE_URL: using the embedded PostgreSQL 18 in %s, port %d", FOLDER, database.port());
        }
    }
}
