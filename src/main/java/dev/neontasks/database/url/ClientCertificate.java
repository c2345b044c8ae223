package dev.neontasks.database.url;

import java.util.Locale;
import java.util.Map;

import org.postgresql.PGProperty;

/** Whether the parameters of a client certificate make one the driver will present: it passes over half ones in silence. */
final class ClientCertificate {

    private ClientCertificate() {
    }

    /** True if there is one, so that no password is needed. */
    static boolean isIn(Map<String, String> parameters, TlsPolicy tls) {
        var certificate = parameters.containsKey(PGProperty.SSL_CERT.getName());
        var key = parameters.get(PGProperty.SSL_KEY.getName());
        if (key == null) {
            if (certificate || parameters.containsKey(PGProperty.SSL_PASSWORD.getName())) {
                throw new InvalidDatabaseUrl("sslcert and sslpassword need sslkey; give the file of the private key");
            }
            return false;
        }
        var name = key.toLowerCase(Locale.ROOT);
        if (!certificate && !name.endsWith(".p12") && !name.endsWith(".pfx")) {
            throw new InvalidDatabaseUrl("sslkey needs sslcert, unless it is a .p12 or .pfx file that holds both");
        }
        if (tls.platformStore()) {
            throw new InvalidDatabaseUrl("sslcert and sslkey need sslrootcert=FILE: trusting the platform's certificates, the"
                    + " driver presents none of its own");
        }
        return true;
    }
}
