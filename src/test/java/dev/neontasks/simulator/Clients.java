package dev.neontasks.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;

import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

import dev.neontasks.database.url.DatabaseUrl;

import javax.net.SocketFactory;

/** pgjdbc as the service uses it, one connection at a time. */
final class Clients {

    private Clients() {
    }

    static Connection connect(String url) throws SQLException {
        return connect(url, Map.of());
    }

    static Connection connect(String url, Map<PGProperty, String> more) throws SQLException {
        var parsed = DatabaseUrl.parse(url);
        var properties = parsed.driverProperties();
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
        PGProperty.APPLICATION_NAME.set(properties, "simulator test");
        more.forEach((property, value) -> property.set(properties, value));
        return Objects.requireNonNull(new Driver().connect(parsed.jdbcUrl(), properties));
    }

    static ThrowableAssertAlternative<SQLException> assertFails(String sqlState, ThrowingCallable call) {
        return Assertions.assertThatExceptionOfType(SQLException.class).isThrownBy(call)
                .satisfies(failure -> Assertions.assertThat(failure.getSQLState()).as(failure.toString()).isEqualTo(sqlState));
    }

    /** Takes every name for this machine: only a hosts file resolves those below localhost. */
    public static final class Loopback extends SocketFactory {

        @Override
        public Socket createSocket() {
            return new Socket() {
                @Override
                public void connect(SocketAddress address, int timeout) throws IOException {
                    var port = ((InetSocketAddress) address).getPort();
                    super.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeout);
                }
            };
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
