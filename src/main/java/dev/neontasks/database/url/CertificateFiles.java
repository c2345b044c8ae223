package dev.neontasks.database.url;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Properties;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.ssl.BaseX509KeyManager;
import org.postgresql.util.PSQLException;

import dev.neontasks.database.url.InvalidDatabaseUrl.Part;

/**
 * The files that a URL names, read as the driver reads them and before it does: it would fail at each connection for what no
 * later one mends. A fault names the parameter, and repeats nothing of its value.
 */
final class CertificateFiles {

    private CertificateFiles() {
    }

    /** @param properties the driver's */
    static void check(Properties properties) {
        certificates(UrlParameter.SSLROOTCERT, PGProperty.SSL_ROOT_CERT.getOrDefault(properties));
        certificates(UrlParameter.SSLCERT, PGProperty.SSL_CERT.getOrDefault(properties));
        var key = PGProperty.SSL_KEY.getOrDefault(properties);
        if (key != null) {
            content(UrlParameter.SSLKEY, key);
            key(Path.of(key), properties);
        }
    }

    private static void certificates(UrlParameter parameter, @Nullable String path) {
        if (path == null) {
            return;
        }
        try {
            var content = new ByteArrayInputStream(content(parameter, path));
            if (!CertificateFactory.getInstance("X.509").generateCertificates(content).isEmpty()) {
                return;
            }
        } catch (CertificateException e) {
            // said below
        }
        throw fault(parameter, "names a file without certificates, or with damaged ones; it takes X.509, as PEM");
    }

    private static void key(Path path, Properties properties) {
        try {
            BaseX509KeyManager.validateKeyFilePermissions(path);
        } catch (PSQLException e) {
            throw fault(UrlParameter.SSLKEY, "names a file that others may read, which the driver refuses; chmod 600");
        }
        if (!ClientKey.isUsable(properties)) {
            throw fault(UrlParameter.SSLKEY,
                    "names a file in which the driver finds no key; it takes PKCS#8, an RSA key as PEM or"
                            + " any as .der, or .p12 and .pfx, and sslpassword where it is encrypted");
        }
    }

    private static byte[] content(UrlParameter parameter, String path) {
        try {
            return Files.readAllBytes(Path.of(path));
        } catch (NoSuchFileException | InvalidPathException e) {
            throw fault(parameter, "names a file that is not there; give its path as this process sees it");
        } catch (AccessDeniedException e) {
            throw fault(parameter, "names a file that the user this process runs as may not read");
        } catch (IOException e) {
            throw fault(parameter, "does not name a file that can be read");
        }
    }

    private static InvalidDatabaseUrl fault(UrlParameter parameter, String fault) {
        return new InvalidDatabaseUrl(Part.FILE, parameter.label() + " " + fault);
    }
}
