package dev.neontasks.database.evidence;

import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import org.postgresql.core.BaseConnection;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutorBase;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.neontasks.database.url.Endpoint;

import javax.net.ssl.SSLSocket;

/**
 * What is learned, without asking the server, when a connection is made.
 *
 * @param tls protocol and cipher between this process and its peer (Neon's proxy, not the compute behind it)
 * @param serverVersion as the server announces it, such as {@code 18.1}
 * @param took from name look-up to the end of the login
 */
public record ConnectionFacts(Endpoint endpoint, Optional<Tls> tls, String serverVersion, Duration took) {

    /** Such as {@code TLSv1.3} and {@code TLS_AES_256_GCM_SHA384}. */
    public record Tls(String version, String cipher) {
    }

    public static ConnectionFacts of(Connection connection, Endpoint endpoint, Duration took) throws SQLException {
        var version = connection.getMetaData().getDatabaseProductVersion();
        // Packagers add their own name after a blank.
        return new ConnectionFacts(endpoint, tls(connection), version.split(" ")[0], took);
    }

    /** For the log. */
    String inWords() {
        return "%s endpoint, %s, PostgreSQL %s, in %d ms".formatted(endpoint.name().toLowerCase(Locale.ROOT),
                tls.map(Tls::version).orElse("TLS"), serverVersion, took.toMillis());
    }

    private static Optional<Tls> tls(Connection connection) throws SQLException {
        var executor = connection.unwrap(BaseConnection.class).getQueryExecutor();
        return DriverStream.of(executor).map(PGStream::getSocket).filter(SSLSocket.class::isInstance)
                .map(socket -> ((SSLSocket) socket).getSession())
                .map(session -> new Tls(session.getProtocol(), session.getCipherSuite()));
    }

    /** pgjdbc tells nobody about its TLS session, and pg_stat_ssl would tell about the wrong leg: so its field is read. */
    @RegisterForReflection(targets = QueryExecutorBase.class, methods = false)
    private static final class DriverStream {

        private static final Optional<Field> FIELD = field();

        static Optional<PGStream> of(Object executor) {
            return FIELD.filter(field -> field.getDeclaringClass().isInstance(executor)).map(field -> {
                try {
                    return (PGStream) field.get(executor);
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            });
        }

        private static Optional<Field> field() {
            try {
                var field = QueryExecutorBase.class.getDeclaredField("pgStream");
                field.setAccessible(true);
                return Optional.of(field);
            } catch (NoSuchFieldException e) {
                return Optional.empty();
            }
        }
    }
}
