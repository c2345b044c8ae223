package dev.neontasks.command.doctor;

import dev.neontasks.database.provider.Provider;
import dev.neontasks.schema.plan.Obstacle;

/** What can be wrong between the variable and the query. The name is the code, and does not change; each has one remedy. */
enum Fault {

    VARIABLE_INVALID("Set the variable as the line says."),
    URL_INVALID("Copy the connection string from {} again, whole and unchanged."),
    URL_PARAMETER_UNKNOWN("Take the parameter out of the URL, or do what the line says instead."),
    URL_TLS_TOO_WEAK("Write sslmode=verify-full, or leave sslmode out."),

    HOST_UNKNOWN("Compare the host with {}, then ask this machine's resolver: getent hosts HOST."),
    CONNECTION_REFUSED("Start the server, or mend host and port in DATABASE_URL: nobody listens there."),
    NO_ANSWER("Let TCP to this host and port out through the firewall or security group."),
    SERVER_SILENT(
            "The network lets it through: see whether PostgreSQL listens there, and whether it, or a proxy before it, hangs."),

    TLS_NOT_OFFERED("Turn TLS on at the server (ssl = on); the service never speaks without it."),
    TLS_FAILED("Make the server offer TLS 1.2 or later, and look whether something between here and there takes TLS apart."),
    CERTIFICATE_OF_UNKNOWN_ISSUER("Name the authority's file with sslrootcert=FILE, or sslrootcert=system for a public one."),
    CERTIFICATE_OF_ANOTHER_HOST("Use the host name the certificate was made for."),
    CERTIFICATE_EXPIRED("Renew the server's certificate; if it is valid, set this machine's clock."),
    CERTIFICATE_FILE_UNUSABLE(
            "Point sslrootcert, sslcert and sslkey to files that this process may read, each of its own kind."),

    LOGIN_REJECTED("Reset the role's password in {} and set the new connection string."),
    LOGIN_NOT_PERMITTED("Let the role in, as the line says: ALTER ROLE … LOGIN, GRANT CONNECT ON DATABASE … TO the role,"
            + " ALTER DATABASE … ALLOW_CONNECTIONS true, or a line in pg_hba.conf."),
    ENDPOINT_UNKNOWN("The endpoint was deleted or its name is mistyped: copy the connection string again."),
    ENDPOINT_DISABLED("Enable the endpoint in {}, or with its API."),
    ADDRESS_NOT_ALLOWED("Add this machine's outgoing address to IP Allow in {}."),
    QUOTA_EXCEEDED("Raise the plan's limits in {}, or wait for the next billing period."),
    DATABASE_UNKNOWN("Create the database, or mend its name at the end of the URL's path."),
    CONNECTIONS_EXHAUSTED("End sessions that are not needed, use the -pooler host, or raise max_connections."),
    CONNECTION_LIMIT("End sessions that are not needed, or raise the limit of whichever the line names: ALTER ROLE or DATABASE"
            + " … CONNECTION LIMIT."),
    NOT_AWAKE("Try again in a minute; if it stays, see the operations in {}, and the status page."),
    CONNECTION_BROKE("Try again; if it stays, look for a proxy or firewall that cuts connections."),

    SERVER_TOO_OLD("Upgrade the database to PostgreSQL 14 or later."),
    SERVER_READ_ONLY("Use the endpoint of the primary, and ALTER ROLE … SET default_transaction_read_only = off."),
    ENCODING_UNFIT("Create the database anew with ENCODING 'UTF8' and take the data over: no other encoding holds every text."),
    CLOCK_SKEW("Synchronise this machine's clock (NTP): tokens of replicas with other clocks are refused."),
    ENDPOINTS_DIFFER("Make DATABASE_URL_UNPOOLED the direct host of the very same branch and database, or leave it out."),
    MIGRATION_THROUGH_POOLER(
            "Set DATABASE_URL_UNPOOLED to the server's own host and port, or to a pooler in session mode with pgbouncer=false."),
    SEARCH_PATH_WITHOUT_SCHEMA(
            "CREATE SCHEMA for a name on the search path and GRANT USAGE, CREATE ON it, or ALTER ROLE … RESET search_path."),
    PRIVILEGE_TO_CREATE_MISSING(
            "Migrate as the owner of the database, or GRANT what the line names, such as CREATE ON DATABASE or ON SCHEMA."),
    PRIVILEGE_ON_TABLES_MISSING(
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO the role of DATABASE_URL."),
    OWNER_DIFFERS("ALTER TABLE … OWNER TO the role that migrates: all tables of the service, and Liquibase's two."),
    POOL_ABOVE_LIMIT("Lower DATABASE_POOL_MAX or the number of replicas, use the -pooler host, or take a larger compute."),
    EXTENSION_UNAVAILABLE("Install PostgreSQL's contrib modules on the server, or take a server that offers the extension."),
    EXTENSION_NOT_TRUSTED("Have a superuser run CREATE EXTENSION pg_trgm and CREATE EXTENSION btree_gin in this database."),
    EXTENSION_MISSING("CREATE EXTENSION again what was dropped: pg_trgm, btree_gin or plpgsql."),
    EXTENSION_OFF_SEARCH_PATH(
            "ALTER EXTENSION … SET SCHEMA public, or put its schema on the search path and GRANT USAGE ON it."),
    NAME_TAKEN("Give neon-tasks a database or, by ALTER ROLE … SET search_path, a schema of its own; or rename what is there."),
    CHANGE_LOG_LOST("Restore databasechangelog from where the tables came from, or move the tables out of the schema."),
    CHANGE_LOG_ELSEWHERE(
            "ALTER ROLE … SET search_path with the schema of the tables first, or without it if another neon-tasks has them."),
    SCHEMA_INCOMPLETE("Restore what the line names from a backup or an earlier state of the branch: no start makes it again."),
    ROWS_HIDDEN("ALTER TABLE … DISABLE ROW LEVEL SECURITY, or a policy that lets all rows through."),
    LOCKED_BY_OTHERS("End the transaction that the line names, by SELECT pg_terminate_backend(SESSION), or wait for its end."),
    MIGRATION_UNDER_WAY("Wait until it is done; if whoever began it is gone, the server ends it within a minute."),
    STATEMENT_TIMED_OUT("ALTER ROLE … RESET statement_timeout; if it was not set, see what keeps the database so busy."),
    SCHEMA_NEWER(
            "Expected after a rollback and while a new version rolls out; otherwise run the version that made the schema."),
    SCHEMA_EDITED("Restore the change set as it was released, and put the change into a new one."),
    SCHEMA_BEHIND("Run neon-tasks migrate before the service: DATABASE_MIGRATE_AT_START is false."),

    MAIL_NOT_SET("Set MAIL_URL, MAIL_FROM and PUBLIC_URL, or leave --mail out."),
    MAIL_HOST_UNKNOWN("Mend the host in MAIL_URL, or ask this machine's resolver: getent hosts HOST."),
    MAIL_UNREACHABLE("Mend host and port in MAIL_URL, or let TCP to them out through the firewall: many close port 25."),
    MAIL_SERVER_SILENT("See whether a mail server listens on this port: smtps:// wants 465, starttls=required 587, as a rule."),
    MAIL_TLS_NOT_OFFERED("Turn STARTTLS on at the server, or write smtps:// and its port; no mail is sent without TLS."),
    MAIL_TLS_FAILED("Use the host name and the authority the certificate was made for: the latter's file is sslrootcert=FILE."),
    MAIL_LOGIN_REJECTED("Set the user and the password in MAIL_URL anew; some providers want a password made for this alone.");

    private final String remedy;

    Fault(String remedy) {
        this.remedy = remedy;
    }

    /** In the words of whoever runs the database. */
    String remedy(Provider provider) {
        var words = remedy.replace("{}", provider.console());
        return this != LOGIN_REJECTED ? words
                : words + provider.tokensLast().map(time -> " A token lasts " + time.toHours()
                        + " h: give it as DATABASE_PASSWORD_FILE, which is read again.").orElse("");
    }

    /** What is in the way of a migration has the same code. */
    static Fault of(Obstacle.Kind kind) {
        return valueOf(kind.name());
    }

    Diagnosis because(String detail) {
        return new Diagnosis(this, detail);
    }
}
