package dev.neontasks.database.certificate;

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

import dev.neontasks.database.url.DatabaseUrl;
import dev.neontasks.database.url.InvalidDatabaseUrl;
import dev.neontasks.database.url.InvalidDatabaseUrl.Part;

/**
 * The files that a URL names, read as the driver reads them and before it does: it would fail at each connection for what no
 * later one mends. A fault names the parameter, and repeats nothing of its value.
 */
public final class CertificateFiles {

    private static final String KEY = "sslkey";

    private CertificateFiles() {
    }

    /** {@code url}, once the files that it names are found to be what they should be; throws {@link InvalidDatabaseUrl}. */
    public static DatabaseUrl checked(DatabaseUrl url) {
        var properties = url.driverProperties();
        certificates("sslrootcert", PGProperty.SSL_ROOT_CERT.getOrDefault(properties));
        certificates("sslcert", PGProperty.SSL_CERT.getOrDefault(properties));
        var key = PGProperty.SSL_KEY.getOrDefault(properties);
        if (key != null) {
            content(KEY, key);
            key(Path.of(key), properties);
        }
        return url;
    }

    private static void certificates(String parameter, @Nullable String path) {
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
            throw fault(KEY, "names a file that others may read, which the driver refuses; chmod 600");
        }
        if (!ClientKey.isUsable(properties)) {
            throw fault(KEY,
                    "names a file in which the driver finds no key; it takes PKCS#8, an RSA key as PEM or"
                            + " any as .der, or .p12 and .pfx, and sslpassword where it is encrypted");
        }
    }

    private static byte[] content(String parameter, String path) {
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

    private static InvalidDatabaseUrl fault(String parameter, String fault) {
        return new InvalidDatabaseUrl(Part.FILE, parameter + " " + fault);
    }
}
