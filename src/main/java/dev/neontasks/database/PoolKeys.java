package dev.neontasks.database;

import java.time.Duration;
import java.util.Map;

import dev.neontasks.environment.Environment;

/** The pool's settings under Quarkus' names. Nothing secret is among them: the URL never enters Quarkus' configuration. */
public final class PoolKeys {

    /**
     * Work is let in only when there is a connection for it, so that one is at hand. If it has gone in between, the work is
     * better off waiting its turn once more than in the pool, which sleeps a while before it asks for another.
     */
    private static final Duration ACQUISITION = Duration.ofMillis(300);

    private PoolKeys() {
    }

    public static Map<String, String> of(Environment environment) {
        var idle = environment.get(DatabaseSettings.IDLE_TIMEOUT);
        return Map.of(
                "quarkus.datasource.jdbc.max-size", Integer.toString(environment.get(DatabaseSettings.POOL_MAX)),
                "quarkus.datasource.jdbc.acquisition-timeout", ACQUISITION.toString(),
                "quarkus.datasource.jdbc.idle-removal-interval", idle.toString());
    }
}
