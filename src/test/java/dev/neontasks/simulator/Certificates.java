package dev.neontasks.simulator;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;

import dev.neontasks.embedded.CertificateAuthority;
import dev.neontasks.embedded.Pem;
import dev.neontasks.embedded.ServerIdentity;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** What the simulator presents, and the authority that a client is to trust. */
public final class Certificates {

    private static final Duration DAY = Duration.ofDays(1);
    private static final char[] PASSWORD = "in memory".toCharArray();

    private final CertificateAuthority authority = new CertificateAuthority("Neon simulator", DAY);

    public String authorityPem() {
        try {
            return Pem.of("CERTIFICATE", authority.certificate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A server with a certificate of the authority, for {@code hosts}, that lasts for {@code validity} from now. */
    public SSLContext vouchedFor(Duration validity, String... hosts) {
        return context(authority.vouchFor(validity, hosts), authority.certificate());
    }

    /** A server that nobody vouches for. */
    public static SSLContext selfSigned(String... hosts) {
        return context(CertificateAuthority.selfSigned(DAY, hosts));
    }

    private static SSLContext context(ServerIdentity server, Certificate... issuers) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var chain = new Certificate[1 + issuers.length];
            chain[0] = server.certificate();
            System.arraycopy(issuers, 0, chain, 1, issuers.length);
            store.setKeyEntry("server", server.key(), PASSWORD, chain);
            var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, PASSWORD);
            var context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
