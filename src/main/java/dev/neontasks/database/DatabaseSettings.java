package dev.neontasks.database;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import dev.neontasks.database.certificate.CertificateFiles;
import dev.neontasks.database.url.DatabaseUrl;
import dev.neontasks.database.url.Endpoint;
import dev.neontasks.database.url.InvalidDatabaseUrl;
import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;
import dev.neontasks.environment.Syntax;
import dev.neontasks.environment.Variable;

/**
 * The database as the environment describes it.
 *
 * @param url the endpoint of the pool
 * @param unpooled the endpoint of the migration, which needs a direct one
 * @param poolMax most connections this process ever holds
 * @param wakeBudget longest a request waits for a connection, waking included
 * @param statementTimeout longest a statement may take
 * @param searchTimeout longest a search may take; no longer than any statement
 * @param idleTimeout an unused connection is closed within twice this
 * @param suspendAfter idle time after which the database is taken to be asleep
 * @param migrateAtStart false leaves migration to somebody else; readiness then waits for the schema
 */
public record DatabaseSettings(DatabaseUrl url, DatabaseUrl unpooled, int poolMax, Duration wakeBudget,
        Duration statementTimeout, Duration searchTimeout, Duration idleTimeout, Duration suspendAfter,
        boolean migrateAtStart) {

    /**
     * How long Linux goes on sending what is not acknowledged, between any two on the way: {@code tcp_retries2}, 15 times at
     * ever longer intervals.
     */
    private static final Duration SENT_AGAIN = Duration.ofSeconds(925);

    private static final String URL_FORM = "a connection string as Neon shows it, `sslmode` at least `require`";

    public static final Variable<Optional<String>> URL = Variable.secret("DATABASE_URL", URL_FORM,
            "required; in dev mode and tests the embedded database",
            "the database. As a file it is read again within 5 s of a change: new connections use the new value; a bad one is "
                    + "one line of the log, and the old one stays");
    public static final Variable<Optional<String>> UNPOOLED_URL = Variable.secret("DATABASE_URL_UNPOOLED",
            URL_FORM + ", no pooler",
            "the same host without `-pooler`, same port", "the endpoint that migrations use");
    private static final String AUTO = "auto";
    private static final Variable<String> ENDPOINT = Variable.of("DATABASE_ENDPOINT", Syntax.choice(AUTO, "direct", "pooled"),
            AUTO, "`direct` or `pooled` settles where `DATABASE_URL` leads, as `pgbouncer=false` or `true` in it does; `auto` "
                    + "goes by the name of a host of Neon's or Lakebase's, and else finds out");
    /** A path, for what may be written into a variable may be written into the URL. */
    public static final Variable<Optional<String>> PASSWORD_FILE = Variable.optional("DATABASE_PASSWORD_FILE",
            Syntax.text("the path of a file"), "none",
            "holds the password, beside URLs without one: for tokens that last an hour"
                    + " it is read again as `DATABASE_URL_FILE` is");
    public static final Variable<Integer> POOL_MAX = Variable.of("DATABASE_POOL_MAX", Syntax.number(1, 100), "20",
            "most connections this process ever holds");
    private static final Variable<Duration> WAKE_BUDGET = Variable.of("DATABASE_WAKE_BUDGET", Syntax.duration("500ms", "5m"),
            "10s", "longest a request waits for a connection, waking included");
    private static final Variable<Duration> STATEMENT_TIMEOUT = Variable.of("DATABASE_STATEMENT_TIMEOUT",
            Syntax.duration("100ms", "1h"), "10s",
            "longest a statement may take, rounded up to whole seconds");
    private static final Variable<Duration> SEARCH_TIMEOUT = Variable.of("DATABASE_SEARCH_TIMEOUT",
            Syntax.duration("100ms", "1h"), "2s",
            "longest a search may take, rounded up to whole seconds; no longer than `DATABASE_STATEMENT_TIMEOUT`");
    public static final Variable<Duration> IDLE_TIMEOUT = Variable.of("DATABASE_IDLE_TIMEOUT", Syntax.duration("1s", "30m"),
            "60s",
            "an unused connection is closed within twice this");
    /** Whoever runs it: better too early than too late, for what is taken to be awake is asked for strangers, too. */
    public static final Duration SUSPENDS_AFTER = Duration.ofMinutes(5);
    private static final Variable<Duration> SUSPEND_AFTER = Variable.of("DATABASE_SUSPEND_AFTER",
            Syntax.duration("1s", "192h"), "5m", "idle time after which the database is taken to be asleep");
    private static final Variable<Boolean> MIGRATE_AT_START = Variable.of("DATABASE_MIGRATE_AT_START", Syntax.flag(), "true",
            "`false` leaves migrating to the command `migrate`; readiness then waits for the schema");

    /** Throws a {@link ConfigurationFault} for the first variable that is missing or wrong. */
    public static DatabaseSettings of(Environment environment) {
        var end = environment.get(ENDPOINT);
        var password = environment.content(PASSWORD_FILE);
        if (password.isPresent() && environment.get(URL).filter(DatabaseSettings::holdsPassword).isPresent()) {
            throw new ConfigurationFault(PASSWORD_FILE.name(),
                    "is set, and DATABASE_URL holds a password as well; take one away");
        }
        var url = environment.get(URL).map(text -> settled(parse(URL, text, password), end))
                .orElseThrow(() -> new ConfigurationFault(
                        URL.name(),
                        "is not set; set it to the connection string that Neon shows, postgresql://USER:PASSWORD@HOST/DATABASE"));
        var unpooled = environment.get(UNPOOLED_URL).map(text -> unpooled(parse(UNPOOLED_URL, text, password)))
                .orElseGet(url::unpooled);
        var statementTimeout = environment.get(STATEMENT_TIMEOUT);
        var searchTimeout = environment.get(SEARCH_TIMEOUT);
        return new DatabaseSettings(url, unpooled, environment.get(POOL_MAX), environment.get(WAKE_BUDGET),
                statementTimeout, searchTimeout.compareTo(statementTimeout) < 0 ? searchTimeout : statementTimeout,
                environment.get(IDLE_TIMEOUT), environment.get(SUSPEND_AFTER),
                environment.get(MIGRATE_AT_START));
    }

    /**
     * How long after a write was asked for an attempt at it may be on its way, or run: the first one, while it is run again.
     */
    public Duration longestOnItsWay() {
        return SENT_AGAIN.plus(wakeBudget).plus(statementTimeout);
    }

    private static boolean holdsPassword(String url) {
        try {
            return DatabaseUrl.parse(url).password().isPresent();
        } catch (InvalidDatabaseUrl e) {
            // It may well be that it has none.
            return false;
        }
    }

    private static DatabaseUrl settled(DatabaseUrl url, String end) {
        if (end.equals(AUTO)) {
            return url;
        }
        var said = Endpoint.valueOf(end.toUpperCase(Locale.ROOT));
        if (url.isNamedSurely() && url.endpoint() != said) {
            throw new ConfigurationFault(ENDPOINT.name(),
                    "does not agree with the host of DATABASE_URL, whose name settles it; leave it out");
        }
        return url.leadingTo(said);
    }

    private static DatabaseUrl unpooled(DatabaseUrl url) {
        if (url.endpoint() == Endpoint.POOLED) {
            throw new ConfigurationFault(UNPOOLED_URL.name(), "names a pooled host, or says pgbouncer=true; take '-pooler' off"
                    + " its first part, or name the server's own host and port");
        }
        return url;
    }

    private static DatabaseUrl parse(Variable<?> variable, String text, Optional<String> password) {
        try {
            return CertificateFiles.checked(DatabaseUrl.parse(text, password));
        } catch (InvalidDatabaseUrl e) {
            throw new ConfigurationFault(variable.name(), e.getMessage());
        }
    }
}
