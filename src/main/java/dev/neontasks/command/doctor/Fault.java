package dev.neontasks.command.doctor;

/** What can be wrong between the variable and the query. The name is the code, and does not change; each has one remedy. */
enum Fault {

    VARIABLE_INVALID("Set the variable as the line says."),
    URL_INVALID("Copy the connection string from Connect in Neon's console again, whole and unchanged."),
    URL_PARAMETER_UNKNOWN("Take the parameter out of the URL, or do what the line says instead."),
    URL_TLS_TOO_WEAK("Write sslmode=verify-full, or leave sslmode out."),

    HOST_UNKNOWN("Compare the host with Neon's console, then ask this machine's resolver: getent hosts HOST."),
    CONNECTION_REFUSED("Start the server, or mend host and port in DATABASE_URL: nobody listens there."),
    NO_ANSWER("Let TCP to this host and port out through the firewall or security group."),

    TLS_NOT_OFFERED("Turn TLS on at the server (ssl = on); the service never speaks without it."),
    TLS_FAILED("Make the server offer TLS 1.2 or later, and look whether something between here and there takes TLS apart."),
    CERTIFICATE_OF_UNKNOWN_ISSUER("Name the authority's file with sslrootcert=FILE, or sslrootcert=system for a public one."),
    CERTIFICATE_OF_ANOTHER_HOST("Use the host name the certificate was made for; Neon's has no other."),
    CERTIFICATE_EXPIRED("Renew the server's certificate; if it is valid, set this machine's clock."),
    CERTIFICATE_FILE_UNUSABLE("Point sslrootcert, sslcert and sslkey to files that this process may read and that hold PEM."),

    LOGIN_REJECTED("Reset the role's password in Neon's console and set the new connection string."),
    ENDPOINT_UNKNOWN("The endpoint was deleted or its name is mistyped: copy the connection string again."),
    ENDPOINT_DISABLED("Enable the endpoint in Neon's console, or with its API."),
    ADDRESS_NOT_ALLOWED("Add this machine's outgoing address to IP Allow in the Neon project's settings."),
    QUOTA_EXCEEDED("Raise the plan's limits in Neon's console, or wait for the next billing period."),
    DATABASE_UNKNOWN("Create the database, or mend its name at the end of the URL's path."),
    CONNECTIONS_EXHAUSTED("End sessions that are not needed, use the -pooler host, or raise max_connections."),
    NOT_AWAKE("Try again in a minute; if it stays, see Neon's status page and the project's operations."),
    CONNECTION_BROKE("Try again; if it stays, look for a proxy or firewall that cuts connections."),

    SERVER_TOO_OLD("Upgrade the database to PostgreSQL 14 or later."),
    SERVER_READ_ONLY("Use the endpoint of the primary, and ALTER ROLE … SET default_transaction_read_only = off."),
    CLOCK_SKEW("Synchronise this machine's clock (NTP): tokens of replicas with other clocks are refused."),
    ENDPOINTS_DIFFER("Make DATABASE_URL_UNPOOLED the direct host of the very same branch and database, or leave it out."),
    PRIVILEGE_TO_CREATE_MISSING("Migrate as the owner of the database, or: GRANT CREATE ON DATABASE … and ON SCHEMA public."),
    PRIVILEGE_ON_TABLES_MISSING(
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO the role of DATABASE_URL."),
    POOL_ABOVE_LIMIT("Lower DATABASE_POOL_MAX or the number of replicas, use the -pooler host, or take a larger compute."),
    SCHEMA_NEWER(
            "Expected after a rollback and while a new version rolls out; otherwise run the version that made the schema."),
    SCHEMA_EDITED("Restore the change set as it was released, and put the change into a new one."),
    SCHEMA_BEHIND("Run neon-tasks migrate before the service: DATABASE_MIGRATE_AT_START is false.");

    private final String remedy;

    Fault(String remedy) {
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }

    Diagnosis because(String detail) {
        return new Diagnosis(this, detail);
    }
}
