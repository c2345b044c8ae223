package dev.neontasks.database.pool;

import java.time.Duration;
import java.util.Map;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.environment.Environment;

/** The pool's settings under Quarkus' names. Nothing secret is among them: the URL never enters Quarkus' configuration. */
public final class PoolKeys {

    /** Of no effect: there are never more workers than connections, and each makes the one it lacks. */
    private static final Duration ACQUISITION = Duration.ofSeconds(1);

    /** Before what stands between, such as a load balancer, forgets a connection. */
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(30);

    private PoolKeys() {
    }

    public static Map<String, String> of(Environment environment) {
        var idle = environment.get(DatabaseSettings.IDLE_TIMEOUT);
        return Map.of(
                "quarkus.datasource.jdbc.max-size", Integer.toString(environment.get(DatabaseSettings.POOL_MAX)),
                "quarkus.datasource.jdbc.acquisition-timeout", ACQUISITION.toString(),
                "quarkus.datasource.jdbc.idle-removal-interval", idle.toString(),
                "quarkus.datasource.jdbc.max-lifetime", LONGEST_LIFE.toString());
    }
}
