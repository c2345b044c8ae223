package dev.neontasks.database.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.jdbc.SslMode;
import org.postgresql.ssl.DefaultJavaSSLFactory;

@Tag("parts")
class DatabaseUrlTlsTest {

    private static final String ON_NEON = "ep-x1.us-east-2.aws.neon.tech";

    /** The store is PLATFORM (the driver's factory for it is named), the FILE that sslrootcert names, or NONE. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "-", textBlock = """
            HOST                            | PARAMETERS                              | SSLMODE     | STORE
            ep-x1.us-east-2.aws.neon.tech   | -                                       | verify-full | PLATFORM
            ep-x1.us-east-2.aws.neon.tech   | sslmode=require                         | verify-full | PLATFORM
            ep-x1.us-east-2.aws.neon.tech   | sslmode=verify-ca                       | verify-full | PLATFORM
            ep-x1.us-east-2.aws.neon.tech   | sslmode=verify-full                     | verify-full | PLATFORM
            EP-X1.US-EAST-2.AWS.NEON.TECH   | sslmode=require                         | verify-full | PLATFORM
            ep-x1%2Eaws%2Eneon%2Etech       | sslmode=require                         | verify-full | PLATFORM
            ep-x1-pooler.c-2.gwc.azure.neon.tech | sslmode=require                    | verify-full | PLATFORM
            ep-x1.us-east-2.aws.neon.tech   | sslrootcert=/ca.pem                     | verify-full | FILE
            ep-x1.us-east-2.aws.neon.tech   | sslmode=verify-ca&sslrootcert=/ca.pem   | verify-full | FILE
            ep-x1.us-east-2.aws.neon.tech   | sslrootcert=system                      | verify-full | PLATFORM
            ep-x.database.eu-west-1.cloud.databricks.com | sslmode=require            | verify-full | PLATFORM
            ep-x-pooler.database.eu-west-1.cloud.databricks.com | -                   | verify-full | PLATFORM
            ep-x.database.eastus2.azuredatabricks.net | sslmode=require               | verify-full | PLATFORM
            localhost                       | -                                       | require     | NONE
            127.0.0.1                       | sslmode=require                         | require     | NONE
            db.example.com                  | sslmode=require                         | require     | NONE
            db.example.com                  | sslmode=verify-ca                       | verify-ca   | PLATFORM
            db.example.com                  | sslmode=verify-full                     | verify-full | PLATFORM
            db.example.com                  | sslmode=require&sslrootcert=system      | verify-full | PLATFORM
            db.example.com                  | sslmode=verify-ca&sslrootcert=system    | verify-full | PLATFORM
            db.example.com                  | sslmode=verify-ca&sslrootcert=/ca.pem   | verify-ca   | FILE
            db.example.com                  | sslmode=verify-full&sslrootcert=/ca.pem | verify-full | FILE
            db.example.com                  | sslmode=require&sslrootcert=/ca.pem     | verify-ca   | FILE
            db.example.com                  | sslrootcert=/ca.pem                     | verify-ca   | FILE
            ep-x1.aws.neon.tech.example.com | sslmode=require                         | require     | NONE
            evilneon.tech                   | sslmode=require                         | require     | NONE
            """)
    void hasAtLeast(String host, String parameters, String mode, String store) throws Exception {
        var url = DatabaseUrl.parse("postgresql://u:p@" + host + "/db" + (parameters == null ? "" : "?" + parameters));
        var properties = url.driverProperties();
        assertThat(url.sslMode().value).isEqualTo(mode);
        assertThat(SslMode.of(properties)).isEqualTo(url.sslMode());
        assertThat(properties.getProperty("sslfactory"))
                .isEqualTo(store.equals("PLATFORM") ? DefaultJavaSSLFactory.class.getName() : null);
        assertThat(properties.getProperty("sslrootcert")).isEqualTo(store.equals("FILE") ? "/ca.pem" : null);
        assertThat(url.unpooled().sslMode()).isEqualTo(url.sslMode());
    }

    /** The factory of the platform's store has no client certificate to show, and the driver would not say so. */
    @ParameterizedTest
    @CsvSource({ ON_NEON + ", require", "db.example.com, verify-full" })
    void refusesAClientCertificateThatWouldNotBeShown(String host, String mode) {
        var url = "postgresql://u:p@" + host + "/db?sslcert=/c.pem&sslkey=/k.pem&sslmode=" + mode;
        assertThatThrownBy(() -> DatabaseUrl.parse(url)).isInstanceOf(InvalidDatabaseUrl.class)
                .hasMessageStartingWith("sslcert and sslkey need sslrootcert=FILE");
        assertThat(DatabaseUrl.parse(url + "&sslrootcert=/ca.pem").driverProperties()).containsEntry("sslcert", "/c.pem")
                .doesNotContainKey("sslfactory");
    }
}
