package dev.neontasks.database.pool;

import java.util.Optional;
import java.util.function.BooleanSupplier;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;

/**
 * Reads the files behind {@code DATABASE_URL_FILE}, {@code DATABASE_URL_UNPOOLED_FILE} and {@code DATABASE_PASSWORD_FILE} again
 * and again. When what they say has changed, and has said so twice in a row, as a half-written file does not, new connections
 * are made with it and old ones are not used again. A bad value is one line of the log, and the old one stays.
 */
@Singleton
class UrlFileWatcher {

    /** Twice this is within the five seconds that a change may take. */
    private static final long EVERY_MILLIS = 2000;

    private static final Logger LOG = Logger.getLogger("dev.neontasks.database");

    /** What the files came to: settings, or the fault in them. */
    private record Reading(Optional<DatabaseSettings> settings, String fault) {
    }

    private final Environment environment;
    private final CurrentUrl location;
    private final OpenConnections connections;
    private final BooleanSupplier finder;
    private Reading newest = new Reading(Optional.empty(), "");
    private String told = "";
    private boolean isToFindOut;
    private long timer;

    @Inject
    UrlFileWatcher(Config config, CurrentUrl location, OpenConnections connections, Connector connector) {
        this(Environment.of(config), location, connections, connector::findsOut);
    }

    /** @param finder finds out where the pool's connections lead now; false if it could not */
    UrlFileWatcher(Environment environment, CurrentUrl location, OpenConnections connections, BooleanSupplier finder) {
        this.environment = environment;
        this.location = location;
        this.connections = connections;
        this.finder = finder;
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        var isFile = environment.file(DatabaseSettings.URL).or(() -> environment.file(DatabaseSettings.UNPOOLED_URL))
                .isPresent();
        if (isFile || environment.get(DatabaseSettings.PASSWORD_FILE).isPresent()) {
            timer = vertx.setPeriodic(EVERY_MILLIS, tick -> vertx.executeBlocking(() -> {
                look();
                return null;
            }));
        }
    }

    void stop(@Observes Shutdown event, Vertx vertx) {
        vertx.cancelTimer(timer);
    }

    synchronized void look() {
        var before = newest;
        newest = read();
        if (!newest.equals(before)) {
            return;
        }
        newest.settings().filter(location::moveTo).ifPresent(moved -> {
            connections.retireAll();
            isToFindOut = true;
            LOG.info("DATABASE_URL has changed: new connections are made with it");
        });
        if (isToFindOut) {
            isToFindOut = !finder.getAsBoolean();
        }
        if (!newest.fault().equals(told)) {
            told = newest.fault();
            if (!told.isEmpty()) {
                LOG.warnf("%s; the value before it stays in use", told);
            }
        }
    }

    private Reading read() {
        try {
            return new Reading(Optional.of(DatabaseSettings.of(environment)), "");
        } catch (ConfigurationFault e) {
            return new Reading(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }
}
