package dev.neontasks.database.url;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import org.postgresql.PGProperty;
import org.postgresql.jdbc.SslMode;
import org.postgresql.ssl.DefaultJavaSSLFactory;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.neontasks.database.provider.Provider;

/**
 * The least TLS a connection has: never none, and on hosts of a {@link Provider} whose certificates every platform trusts, one
 * that is checked together with the name. The driver's own {@code require} checks nothing, and its {@code verify-*} looks
 * for {@code ~/.postgresql/root.crt}, never at the platform's store (pgjdbc manual, "Using SSL").
 */
@RegisterForReflection(targets = DefaultJavaSSLFactory.class, fields = false)
record TlsPolicy(SslMode mode, boolean platformStore) {

    private static final String SYSTEM = "system";

    static TlsPolicy of(String host, Map<String, String> parameters) {
        var written = Optional.ofNullable(parameters.get(PGProperty.SSL_MODE.getName())).map(TlsPolicy::mode)
                .orElse(SslMode.REQUIRE);
        var roots = Optional.ofNullable(parameters.get(PGProperty.SSL_ROOT_CERT.getName()));
        var mode = Provider.of(host).isAlwaysVerified() || roots.filter(SYSTEM::equals).isPresent() ? SslMode.VERIFY_FULL
                // As libpq does: a file that is named is used. The driver would leave it unread.
                : roots.isPresent() && written == SslMode.REQUIRE ? SslMode.VERIFY_CA : written;
        return new TlsPolicy(mode, roots.map(SYSTEM::equals).orElse(mode.verifyCertificate()));
    }

    void applyTo(Properties properties) {
        properties.setProperty(PGProperty.SSL_MODE.getName(), mode.value);
        if (platformStore) {
            properties.remove(PGProperty.SSL_ROOT_CERT.getName());
            properties.setProperty(PGProperty.SSL_FACTORY.getName(), DefaultJavaSSLFactory.class.getName());
        }
    }

    private static SslMode mode(String value) {
        return Arrays.stream(SslMode.VALUES).filter(mode -> mode.requireEncryption() && mode.value.equals(value)).findFirst()
                .orElse(SslMode.VERIFY_FULL);
    }
}
