package dev.neontasks.database.certificate;

import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

import org.postgresql.PGProperty;
import org.postgresql.ssl.LazyKeyManager;
import org.postgresql.ssl.PEMKeyManager;
import org.postgresql.ssl.PKCS12KeyManager;
import org.postgresql.ssl.Pk8OrPemKeyManager;
import org.postgresql.util.PSQLException;

import javax.net.ssl.X509KeyManager;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;

/** The private key of a client certificate, as the driver's {@code LibPQFactory} will get it: by the end of the file's name. */
final class ClientKey {

    private static final String ANY_ALIAS = "user";

    private ClientKey() {
    }

    /** @param properties the driver's; among them a file with a key */
    static boolean isUsable(Properties properties) {
        try {
            return manager(properties).getPrivateKey(ANY_ALIAS) != null;
        } catch (PSQLException | RuntimeException e) {
            // The driver's own reading of files that are none fails in many ways.
            return false;
        }
    }

    private static X509KeyManager manager(Properties properties) throws PSQLException {
        var key = Optional.ofNullable(PGProperty.SSL_KEY.getOrDefault(properties)).orElseThrow();
        var certificate = PGProperty.SSL_CERT.getOrDefault(properties);
        var name = key.toLowerCase(Locale.ROOT);
        if (name.endsWith(".p12") || name.endsWith(".pfx")) {
            return new PKCS12KeyManager(key, passwords(properties));
        }
        var pem = new PEMKeyManager(key, certificate, String.valueOf(PGProperty.PEM_KEY_ALGORITHM.getOrDefault(properties)));
        var pkcs8 = new LazyKeyManager(certificate, key, passwords(properties), false);
        return name.endsWith(".pem") ? pem : name.endsWith(".der") ? pkcs8 : new Pk8OrPemKeyManager(key, pem, pkcs8);
    }

    private static CallbackHandler passwords(Properties properties) {
        var password = Optional.ofNullable(PGProperty.SSL_PASSWORD.getOrDefault(properties)).orElse("").toCharArray();
        return callbacks -> {
            for (Callback callback : callbacks) {
                ((PasswordCallback) callback).setPassword(password);
            }
        };
    }
}
