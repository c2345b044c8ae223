package dev.neontasks.database;

import java.time.Duration;

import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;

/**
 * The database as the environment describes it.
 *
 * @param url the endpoint of the pool
 * @param unpooled the endpoint of the migration: always direct
 * @param poolMax most connections this process ever holds
 * @param wakeBudget longest a request waits for a connection, waking included
 * @param statementTimeout longest a statement may take
 * @param idleTimeout an unused connection is closed within twice this
 * @param suspendAfter idle time after which the database is taken to be asleep
 * @param migrateAtStart false leaves migration to somebody else; readiness then waits for the schema
 */
public record DatabaseSettings(DatabaseUrl url, DatabaseUrl unpooled, int poolMax, Duration wakeBudget,
        Duration statementTimeout, Duration idleTimeout, Duration suspendAfter, boolean migrateAtStart) {

    public static final String URL = "DATABASE_URL";
    static final String UNPOOLED_URL = "DATABASE_URL_UNPOOLED";

    /** Throws a {@link ConfigurationFault} for the first variable that is missing or wrong. */
    public static DatabaseSettings of(Environment environment) {
        var url = environment.secret(URL).map(text -> parse(URL, text)).orElseThrow(() -> new ConfigurationFault(URL,
                "is not set; set it to the connection string that Neon shows, postgresql://USER:PASSWORD@HOST/DATABASE"));
        var unpooled = environment.secret(UNPOOLED_URL).map(text -> parse(UNPOOLED_URL, text)).orElseGet(url::unpooled);
        if (unpooled.endpoint() == Endpoint.POOLED) {
            throw new ConfigurationFault(UNPOOLED_URL, "names a pooled host; take '-pooler' off its first part");
        }
        return new DatabaseSettings(url, unpooled, poolMax(environment), wakeBudget(environment),
                statementTimeout(environment), idleTimeout(environment),
                environment.duration("DATABASE_SUSPEND_AFTER", Duration.ofMinutes(5), Duration.ofSeconds(1),
                        Duration.ofDays(8)),
                environment.flag("DATABASE_MIGRATE_AT_START", true));
    }

    static int poolMax(Environment environment) {
        return environment.number("DATABASE_POOL_MAX", 20, 1, 100);
    }

    static Duration wakeBudget(Environment environment) {
        return environment.duration("DATABASE_WAKE_BUDGET", Duration.ofSeconds(10), Duration.ofMillis(500),
                Duration.ofMinutes(5));
    }

    static Duration statementTimeout(Environment environment) {
        return environment.duration("DATABASE_STATEMENT_TIMEOUT", Duration.ofSeconds(10), Duration.ofMillis(100),
                Duration.ofHours(1));
    }

    static Duration idleTimeout(Environment environment) {
        return environment.duration("DATABASE_IDLE_TIMEOUT", Duration.ofSeconds(60), Duration.ofSeconds(1),
                Duration.ofMinutes(30));
    }

    private static DatabaseUrl parse(String variable, String text) {
        try {
            return DatabaseUrl.parse(text);
        } catch (InvalidDatabaseUrl e) {
            throw new ConfigurationFault(variable, e.getMessage());
        }
    }
}
