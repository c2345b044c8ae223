package dev.neontasks.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/** Reads the file of certificates that a URL names, before anybody needs it. */
final class Authorities {

    private Authorities() {
    }

    /** The file of that path; throws {@link InvalidMailUrl} when there are no certificates in it. */
    static Path file(String path) {
        try (var content = Files.newInputStream(Path.of(path))) {
            if (!CertificateFactory.getInstance("X.509").generateCertificates(content).isEmpty()) {
                return Path.of(path);
            }
        } catch (IOException | InvalidPathException e) {
            throw new InvalidMailUrl(
                    "sslrootcert names no file that the user this process runs as can read; give its path as this"
                            + " process sees it");
        } catch (CertificateException e) {
            // said below
        }
        throw new InvalidMailUrl("sslrootcert names a file without certificates, or with damaged ones; it takes X.509, as PEM");
    }
}
