package dev.neontasks.database.url;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.postgresql.PGProperty;

/** Why a parameter that libpq, the driver or another tool takes is refused here, and what to do instead. */
final class RefusedParameters {

    private static final Map<String, String> FAULTS = new HashMap<>();
    static {
        for (var property : PGProperty.values()) {
            refuse("the service sets the driver's properties itself; leave it out", property.getName());
        }
        refuse("the driver has no such setting; leave it out", "fallback_application_name", "keepalives_idle",
                "keepalives_interval", "keepalives_count", "tcp_user_timeout", "requiressl", "sslcompression", "sslkeylogfile",
                "sslcertmode", "sslcrl", "sslcrldir", "sslsni", "requirepeer", "ssl_min_protocol_version",
                "ssl_max_protocol_version", "min_protocol_version", "max_protocol_version", "krbsrvname", "gssdelegation",
                "scram_client_key", "scram_server_key", "load_balance_hosts", "oauth_issuer", "oauth_client_id",
                "oauth_client_secret", "oauth_scope", "sslidentity");
        refuse("write it in its own place: postgresql://user:password@host:port/database", "host", "hostaddr", "port", "dbname",
                "database", "PGHOST", "PGPORT", "PGDBNAME", "username");
        refuse("the URL holds all there is; write user and password in it, or the whole in DATABASE_URL_FILE", "service",
                "servicefile", "passfile");
        refuse("write sslmode=require, verify-ca or verify-full instead", "ssl", "tls", "sslaccept", "encrypt",
                "rejectUnauthorized", "sslfactory", "sslfactoryarg", "sslhostnameverifier");
        refuse("set DATABASE_STATEMENT_TIMEOUT instead", "socketTimeout", "queryTimeout", "statement_timeout",
                "command_timeout", "lock_timeout", "idle_in_transaction_session_timeout");
        refuse("set DATABASE_WAKE_BUDGET instead", "loginTimeout", "pool_timeout", "timeout");
        refuse("set DATABASE_POOL_MAX instead", "connection_limit", "pool_size", "max_connections", "pool_max_conns",
                "pool_min_conns", "maximumPoolSize", "max", "min");
        refuse("set DATABASE_IDLE_TIMEOUT instead", "max_idle_connection_lifetime", "pool_max_conn_idle_time",
                "pool_max_conn_lifetime", "max_connection_lifetime", "idle_timeout");
        refuse("the service settles it: statements are prepared at the server itself, and not at a pooler (DATABASE_ENDPOINT)",
                "prepareThreshold", "prepared_statements", "statement_cache_size", "prepared_statement_cache_size",
                "statement_cache_capacity", "statement_cache_mode", "default_query_exec_mode", "prefer_simple_protocol",
                "preferQueryMode");
    }

    private RefusedParameters() {
    }

    /** The fault of the parameter {@code name}, if it is one that some tool knows. */
    static Optional<InvalidDatabaseUrl> named(String name) {
        return Optional.ofNullable(FAULTS.get(UrlParameter.key(name)))
                .map(fault -> new InvalidDatabaseUrl(InvalidDatabaseUrl.Part.PARAMETER, fault));
    }

    /** The later a reason is given, the closer to the matter it is. */
    private static void refuse(String reason, String... names) {
        Arrays.stream(names).forEach(name -> FAULTS.put(UrlParameter.key(name), name + " is not taken: " + reason));
    }
}
