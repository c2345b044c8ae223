package dev.neontasks.command.doctor;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.stream.Collectors;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.certificate.CertificateFiles;
import dev.neontasks.database.failure.UnfitEncoding;
import dev.neontasks.database.pool.DirectAccess;
import dev.neontasks.database.pool.NoOwnSession;
import dev.neontasks.database.pool.ServerEncoding;
import dev.neontasks.database.url.DatabaseUrl;
import dev.neontasks.database.url.InvalidDatabaseUrl;
import dev.neontasks.environment.Environment;
import dev.neontasks.schema.forecast.OnlineOutlook;
import dev.neontasks.schema.forecast.SchemaComparison;
import dev.neontasks.schema.forecast.SchemaForecast;
import dev.neontasks.schema.plan.Obstacle;

/**
 * Walks from the variable to a query and stops at the first fault. It reads, and changes nothing; it wakes a sleeping
 * database. For the operator: the report names host, user and database, and never the password.
 */
public final class Doctor {

    private static final int OLDEST_SERVER = 140_000;

    private final Environment environment;
    private final Clock clock;
    private final int replicas;
    private final boolean mail;

    /** @param mail whether to walk to the mail server afterwards */
    public Doctor(Environment environment, Clock clock, int replicas, boolean mail) {
        this.environment = environment;
        this.clock = clock;
        this.replicas = replicas;
        this.mail = mail;
    }

    public Report examine() {
        var steps = new Steps();
        try {
            walk(steps);
            if (mail) {
                MailWalk.walk(steps, environment);
            }
        } catch (Diagnosis e) {
            // The report ends with it.
        }
        return steps.report();
    }

    private void walk(Steps steps) {
        var settings = steps.step("url", this::settings, read -> described(read.url()));
        steps.at(settings.url().provider());
        Network.walk(steps, settings.url());
        var access = new DirectAccess(settings);
        try (var connection = steps.step("login", access::likeThePool, made -> "accepted")) {
            steps.step("server", () -> server(connection), text -> text + Sleep.of(settings));
            try (var direct = steps.step("endpoint", () -> direct(access, connection),
                    made -> described(access, settings))) {
                steps.step("privileges", () -> privileges(connection, direct, settings), role -> role);
                steps.step("limits", () -> limits(access, settings, direct), text -> text);
                steps.step("schema", () -> schema(access, settings, direct), text -> text);
            }
        } catch (SQLException e) {
            throw FaultClassifier.diagnosed(e);
        }
    }

    private DatabaseSettings settings() {
        environment.get(DatabaseSettings.URL).ifPresent(text -> {
            try {
                CertificateFiles.checked(DatabaseUrl.parse(text, environment.content(DatabaseSettings.PASSWORD_FILE)));
            } catch (InvalidDatabaseUrl e) {
                var fault = switch (e.part()) {
                    case PARAMETER -> Fault.URL_PARAMETER_UNKNOWN;
                    case TLS -> Fault.URL_TLS_TOO_WEAK;
                    case FILE -> Fault.CERTIFICATE_FILE_UNUSABLE;
                    case OTHER -> Fault.URL_INVALID;
                };
                throw fault.because(String.valueOf(e.getMessage()));
            }
        });
        return DatabaseSettings.of(environment);
    }

    private String server(Connection connection) throws SQLException {
        var asked = clock.instant();
        var server = ServerQueries.server(connection);
        var skew = ClockSkew.of(asked, server.now().toInstant(), clock.instant());
        if (server.version() < OLDEST_SERVER) {
            throw Fault.SERVER_TOO_OLD.because("it is PostgreSQL " + server.version() / 10_000);
        } else if (server.readOnly()) {
            throw Fault.SERVER_READ_ONLY.because("it takes no writes: a replica, or a role or database set to read only");
        } else if (!ServerEncoding.isFit(server.encoding())) {
            // Mostly its connections are refused before: a pooler may keep it from them.
            throw Fault.ENCODING_UNFIT.because(String.valueOf(UnfitEncoding.of(server.encoding()).getMessage()));
        } else if (skew.isTooMuch()) {
            throw Fault.CLOCK_SKEW.because("this machine's clock is " + skew.text());
        }
        return "PostgreSQL %d.%d as %s; clocks %d ms apart%s".formatted(server.version() / 10_000, server.version() % 10_000,
                server.role(), skew.ahead().abs().toMillis(), ServerEncoding.isUnchecked(connection)
                        ? "; encoding SQL_ASCII, which takes any bytes: others may have written what cannot be read as UTF-8"
                        : "");
    }

    private static Connection direct(DirectAccess access, Connection pooled) throws SQLException {
        var direct = access.likeTheMigration();
        try {
            var here = ServerQueries.identity(pooled);
            var there = ServerQueries.identity(direct);
            if (!here.equals(there)) {
                throw Fault.ENDPOINTS_DIFFER.because("DATABASE_URL leads to database " + here.database()
                        + ", DATABASE_URL_UNPOOLED to " + there.database() + (here.database().equals(there.database())
                                ? " of another server"
                                : ""));
            }
            return direct;
        } catch (SQLException | Diagnosis e) {
            direct.close();
            throw e;
        }
    }

    private static String privileges(Connection pooled, Connection direct, DatabaseSettings settings) throws SQLException {
        SchemaForecast.ofUse(pooled, direct, settings.url().user()).ifPresent(Doctor::end);
        if (!ServerQueries.mayReadChangeLog(direct)) {
            throw Fault.PRIVILEGE_ON_TABLES_MISSING.because("the role " + settings.unpooled().user()
                    + " may not read databasechangelog");
        }
        return "role " + settings.url().user() + " may do what the service does";
    }

    private static void end(Obstacle obstacle) {
        throw Fault.of(obstacle.kind()).because(obstacle.detail());
    }

    private String limits(DirectAccess access, DatabaseSettings settings, Connection direct) throws SQLException {
        var usable = ServerQueries.limits(direct).usable();
        if (access.isPooled()) {
            return "the pooler shares " + usable + " connections out; one of them is the migration's";
        }
        var needed = replicas * settings.poolMax() + 1;
        if (needed > usable) {
            throw Fault.POOL_ABOVE_LIMIT.because(replicas + " × " + settings.poolMax() + " + 1 for the migration = " + needed
                    + " connections, and " + usable + " are there");
        }
        return replicas + " × " + settings.poolMax() + " + 1 for the migration, of " + usable + " connections";
    }

    private static String schema(DirectAccess access, DatabaseSettings settings, Connection direct)
            throws SQLException, InterruptedException {
        var forecast = SchemaForecast.ofWaitedFor(direct);
        if (settings.migrateAtStart() && !forecast.changes().isEmpty()) {
            requireOwnSession(access);
        }
        // Whoever migrates instead of the service may be another role, and another time. That finds the same tables.
        forecast.obstacle().filter(obstacle -> settings.migrateAtStart() || forecast.changes().isEmpty()
                || obstacle.kind() == Obstacle.Kind.CHANGE_LOG_ELSEWHERE).ifPresent(Doctor::end);
        var schema = SchemaComparison.of(direct);
        if (!schema.newer().isEmpty()) {
            throw Fault.SCHEMA_NEWER.because("it has changes this version does not know: "
                    + schema.newer().stream().sorted().collect(Collectors.joining(" ")));
        } else if (!schema.missing().isEmpty() && !settings.migrateAtStart() && !schema.migrating()) {
            throw Fault.SCHEMA_BEHIND.because("changes are missing: " + String.join(" ", schema.missing()));
        }
        if (schema.missing().isEmpty()) {
            return "as this version needs it" + OnlineOutlook.of(schema.online(), direct);
        }
        return schema.migrating() ? "somebody is migrating it right now"
                : "the start will apply: " + String.join(" ", schema.missing())
                        + (schema.online().isEmpty() ? ""
                                : "; to be applied online, while it serves: " + String.join(" ", schema.online()));
    }

    private static String described(DatabaseUrl url) {
        return "host %s, port %d, database %s, user %s, sslmode=%s".formatted(url.host(), url.port(), url.database(),
                url.user(), url.sslMode().value);
    }

    private static void requireOwnSession(DirectAccess access) {
        try {
            access.requireOwnSession();
        } catch (NoOwnSession e) {
            throw Fault.MIGRATION_THROUGH_POOLER.because(String.valueOf(e.getMessage()));
        }
    }

    private static String described(DirectAccess access, DatabaseSettings settings) {
        var migrations = access.isMigrationPooled() ? "; migrations have no way around the pooler"
                : "; migrations go to " + settings.unpooled().host();
        return access.isPooled() ? "pooled" + migrations
                : access.isMigrationPooled() ? "direct" + migrations : "direct";
    }
}
