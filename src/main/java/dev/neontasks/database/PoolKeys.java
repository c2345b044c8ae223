package dev.neontasks.database;

import java.util.Map;

import dev.neontasks.environment.Environment;

/** The pool's settings under Quarkus' names. Nothing secret is among them: the URL never enters Quarkus' configuration. */
public final class PoolKeys {

    private PoolKeys() {
    }

    public static Map<String, String> of(Environment environment) {
        var idle = DatabaseSettings.idleTimeout(environment);
        return Map.of(
                "quarkus.datasource.jdbc.max-size", Integer.toString(DatabaseSettings.poolMax(environment)),
                "quarkus.datasource.jdbc.acquisition-timeout", DatabaseSettings.wakeBudget(environment).toString(),
                "quarkus.datasource.jdbc.idle-removal-interval", idle.toString());
    }
}
