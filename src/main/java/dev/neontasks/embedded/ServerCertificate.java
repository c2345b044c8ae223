package dev.neontasks.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;

/** The certificate of localhost in a data folder, signed by an authority of its own whose key nobody has. */
final class ServerCertificate {

    private static final Duration VALID = Duration.ofDays(365);
    private static final Duration SPARE = Duration.ofDays(30);

    private ServerCertificate() {
    }

    /** Makes it if it is missing or will not last. */
    static void renew(Path folder) {
        try {
            var whole = Stream.of("ca.crt", "server.crt", "server.key").map(folder::resolve).allMatch(Files::exists);
            if (!whole || !lasts(folder.resolve("server.crt"))) {
                make(folder, VALID);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("No certificate could be made in " + folder, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No certificate could be made in " + folder, e);
        }
    }

    private static boolean lasts(Path certificate) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(certificate)) {
            var x509 = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            return x509.getNotAfter().after(Date.from(Instant.now().plus(SPARE)));
        }
    }

    static void make(Path folder, Duration validity) throws IOException, GeneralSecurityException {
        var authority = new CertificateAuthority("neon-tasks embedded PostgreSQL", validity);
        var server = authority.vouchFor(validity, "localhost", "127.0.0.1");
        Files.writeString(folder.resolve("ca.crt"), Pem.of("CERTIFICATE", authority.certificate().getEncoded()));
        Files.writeString(folder.resolve("server.crt"), Pem.of("CERTIFICATE", server.certificate().getEncoded()));
        var key = folder.resolve("server.key");
        Files.deleteIfExists(key);
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, Pem.of("PRIVATE KEY", server.key().getEncoded()));
    }
}
