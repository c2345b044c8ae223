package dev.neontasks.database.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.neontasks.account.token.Keys;
import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.url.DatabaseUrl;
import dev.neontasks.database.url.InvalidDatabaseUrl;
import dev.neontasks.database.url.InvalidDatabaseUrl.Part;
import dev.neontasks.embedded.CertificateAuthority;
import dev.neontasks.embedded.Pem;
import dev.neontasks.embedded.ServerIdentity;
import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;

@Tag("parts")
class CertificateFilesTest {

    private static final String PASSWORD = "s3cret";
    private static final byte[] RSA = Keys.pem(Keys.rsa(2048)).getBytes();
    private static final ServerIdentity IDENTITY = CertificateAuthority.selfSigned(Duration.ofDays(1), "client");

    @TempDir
    Path folder;

    @BeforeEach
    void makeFiles() throws IOException, GeneralSecurityException {
        var der = IDENTITY.certificate().getEncoded();
        var pem = Pem.of("CERTIFICATE", der);
        Files.writeString(folder.resolve("ca.pem"), pem);
        Files.write(folder.resolve("ca.der"), der);
        Files.writeString(folder.resolve("bundle.pem"), "# Amazon RDS\n" + pem + "\n" + pem);
        Files.writeString(folder.resolve("cut.pem"), pem.substring(0, pem.length() / 2));
        Files.writeString(folder.resolve("empty.pem"), "");
        Files.writeString(folder.resolve("words.pem"), "changeme");
        secret("ec.der", IDENTITY.key().getEncoded());
        secret("ec.pk8", IDENTITY.key().getEncoded());
        secret("ec.pem", Pem.of("PRIVATE KEY", IDENTITY.key().getEncoded()).getBytes());
        secret("rsa.pem", RSA);
        secret("rsa.key", RSA);
        secret("words.key", "changeme".getBytes());
        secret("words.p12", "changeme".getBytes());
        Files.setPosixFilePermissions(Files.write(folder.resolve("open.key"), RSA),
                PosixFilePermissions.fromString("rw-r--rw-"));
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("user", IDENTITY.key(), PASSWORD.toCharArray(), new Certificate[] { IDENTITY.certificate() });
        try (var out = Files.newOutputStream(folder.resolve("both.p12"))) {
            store.store(out, PASSWORD.toCharArray());
        }
        Files.setPosixFilePermissions(folder.resolve("both.p12"), PosixFilePermissions.fromString("rw-------"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "sslmode=require", "sslrootcert=system", "sslrootcert=DIR/ca.pem", "sslrootcert=DIR/ca.der",
            "sslrootcert=DIR/bundle.pem", "sslrootcert=DIR/ca.pem&sslcert=DIR/ca.pem&sslkey=DIR/ec.der",
            "sslcert=DIR/ca.pem&sslkey=DIR/ec.pk8", "sslcert=DIR/ca.der&sslkey=DIR/rsa.pem",
            "sslcert=DIR/ca.pem&sslkey=DIR/rsa.key",
            "sslkey=DIR/both.p12&sslpassword=s3cret" })
    void areTaken(String parameters) {
        var url = url(parameters);
        assertThat(CertificateFiles.checked(url)).isSameAs(url);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sslrootcert=DIR/none.pem                                   | sslrootcert names a file that is not there
            sslrootcert=DIR/ca.pem/x                                   | sslrootcert does not name a file that can be read
            sslrootcert=DIR                                            | sslrootcert does not name a file that can be read
            sslrootcert=DIR/empty.pem                                  | sslrootcert names a file without certificates
            sslrootcert=DIR/words.pem                                  | sslrootcert names a file without certificates
            sslrootcert=DIR/cut.pem                                    | sslrootcert names a file without certificates
            sslrootcert=DIR/rsa.pem                                    | sslrootcert names a file without certificates
            sslrootcert=DIR/ec.der                                     | sslrootcert names a file without certificates
            sslcert=DIR/none.pem&sslkey=DIR/ec.der                     | sslcert names a file that is not there
            sslcert=DIR/ec.pem&sslkey=DIR/ec.der                       | sslcert names a file without certificates
            sslcert=DIR/ca.pem&sslkey=DIR/none.key                     | sslkey names a file that is not there
            sslcert=DIR/ca.pem&sslkey=DIR                              | sslkey does not name a file that can be read
            sslcert=DIR/ca.pem&sslkey=DIR/open.key                     | sslkey names a file that others may read
            sslcert=DIR/ca.pem&sslkey=DIR/words.key                    | sslkey names a file in which the driver finds no key
            sslcert=DIR/ca.pem&sslkey=DIR/ec.pem                       | sslkey names a file in which the driver finds no key
            sslkey=DIR/words.p12                                       | sslkey names a file in which the driver finds no key
            sslkey=DIR/both.p12                                        | sslkey names a file in which the driver finds no key
            sslkey=DIR/both.p12&sslpassword=another                    | sslkey names a file in which the driver finds no key
            """)
    void areRefusedInOneLine(String parameters, String fault) {
        assertThatThrownBy(() -> CertificateFiles.checked(url(parameters))).isInstanceOf(InvalidDatabaseUrl.class)
                .hasMessageStartingWith(fault).hasMessageNotContainingAny("\n", folder.toString(), "s3cret", "another")
                .hasNoCause()
                .extracting(refusal -> ((InvalidDatabaseUrl) refusal).part()).isEqualTo(Part.FILE);
    }

    @Test
    void areReadBeforeAnythingStarts() {
        for (var variable : new String[] { "DATABASE_URL", "DATABASE_URL_UNPOOLED" }) {
            var variables = new HashMap<>(Map.of("DATABASE_URL", "postgresql://u:s3cret@localhost/db"));
            variables.put(variable, "postgresql://u:s3cret@localhost/db?sslrootcert=/nowhere");
            assertThatThrownBy(() -> DatabaseSettings.of(Environment.of(name -> Optional.ofNullable(variables.get(name)))))
                    .isInstanceOf(ConfigurationFault.class).hasMessageStartingWith(variable + ": sslrootcert names a file");
        }
    }

    private DatabaseUrl url(String parameters) {
        return DatabaseUrl.parse("postgresql://u:s3cret@localhost/db?" + parameters.replace("DIR", folder.toString()));
    }

    private void secret(String name, byte[] content) throws IOException {
        Files.setPosixFilePermissions(Files.write(folder.resolve(name), content), PosixFilePermissions.fromString("rw-------"));
    }
}
