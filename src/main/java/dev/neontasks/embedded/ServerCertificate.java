package dev.neontasks.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;

import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import io.smallrye.certs.ca.CaGenerator;

/** The certificate of localhost in a data folder, signed by an authority of its own whose key nobody has. */
final class ServerCertificate {

    private static final String BOUNCY_CASTLE = "BC";
    private static final String STORE_PASSWORD = "not kept";
    private static final Duration VALID = Duration.ofDays(365);
    private static final Duration SPARE = Duration.ofDays(30);

    private ServerCertificate() {
    }

    /** Makes it if it is missing or will not last. */
    static void renew(Path folder) {
        try {
            var whole = Stream.of("ca.crt", "server.crt", "server.key").map(folder::resolve).allMatch(Files::exists);
            if (!whole || !lasts(folder.resolve("server.crt"))) {
                make(folder);
            }
        } catch (Exception e) {
            throw new IllegalStateException("No certificate could be made in " + folder, e);
        }
    }

    private static boolean lasts(Path certificate) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(certificate)) {
            var x509 = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            return x509.getNotAfter().after(Date.from(Instant.now().plus(SPARE)));
        }
    }

    private static void make(Path folder) throws Exception {
        var known = Security.getProvider(BOUNCY_CASTLE) != null;
        var store = folder.resolve("ca.p12");
        var key = folder.resolve("ca.key");
        try {
            var authority = new CaGenerator(folder.resolve("ca.crt").toFile(), key.toFile(), store.toFile(), STORE_PASSWORD)
                    .generate("neon-tasks embedded PostgreSQL", null, null, null, null, null);
            var authorityKey = KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray())
                    .getKey(CaGenerator.KEYSTORE_KEY_ENTRY, STORE_PASSWORD.toCharArray());
            new CertificateGenerator(folder, true).generate(new CertificateRequest().withName("server").withFormat(Format.PEM)
                    .withCN("localhost").withSubjectAlternativeName("DNS:localhost").withSubjectAlternativeName("IP:127.0.0.1")
                    .withDuration(VALID).signedWith(authority, (PrivateKey) authorityKey));
            Files.setPosixFilePermissions(folder.resolve("server.key"), PosixFilePermissions.fromString("rw-------"));
        } finally {
            Files.deleteIfExists(store);
            Files.deleteIfExists(key);
            Files.deleteIfExists(folder.resolve("server-ca.crt"));
            if (!known) {
                // Production has no such provider, so dev mode and tests are to do without it, too.
                Security.removeProvider(BOUNCY_CASTLE);
            }
        }
    }
}
