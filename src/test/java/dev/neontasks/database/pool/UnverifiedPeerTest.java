package dev.neontasks.database.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.runtime.StartupEvent;

import dev.neontasks.LogLines;
import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.embedded.CertificateAuthority;
import dev.neontasks.embedded.Pem;
import dev.neontasks.environment.Environment;

class UnverifiedPeerTest {

    private final LogLines log = new LogLines("dev.neontasks.database");

    @AfterEach
    void stop() {
        log.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "db.example.com", "10.0.0.1", "[2001:db8::1]", "db", "localhost.example.com", "127.example.com" })
    void isSpokenOfOnce(String host) {
        say(Map.of("DATABASE_URL", "postgresql://u:p@" + host + "/d"));
        assertThat(log.with("Nobody checks the certificate of the server in DATABASE_URL,")).singleElement().asString()
                .contains("sslmode=verify-full", "sslrootcert=FILE").doesNotContain(host + ",", host + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = { "localhost/d", "db.localhost/d", "127.0.0.1/d", "127.8.8.8/d", "[::1]/d",
            "ep-x.a.aws.neon.tech/d?sslmode=require", "ep-x.database.eu-west-1.cloud.databricks.com/d?sslmode=require",
            "db.example.com/d?sslmode=verify-full", "db.example.com/d?sslmode=verify-ca",
            "db.example.com/d?sslrootcert=system" })
    void isNoneOnThisMachineOrWhereItIsChecked(String url) {
        say(Map.of("DATABASE_URL", "postgresql://u:p@" + url));
        assertThat(log.with("certificate")).isEmpty();
    }

    @Test
    void isNoneWhereACertificateIsGivenToCheckBy(@TempDir Path folder) throws Exception {
        var authority = CertificateAuthority.selfSigned(Duration.ofDays(1), "authority").certificate();
        var file = Files.writeString(folder.resolve("ca.pem"), Pem.of("CERTIFICATE", authority.getEncoded()));
        say(Map.of("DATABASE_URL", "postgresql://u:p@db.example.com/d?sslrootcert=" + file));
        assertThat(log.with("certificate")).isEmpty();
    }

    @Test
    void mayBeTheMigrationsAlone() {
        say(Map.of("DATABASE_URL", "postgresql://u:p@localhost/d", "DATABASE_URL_UNPOOLED",
                "postgresql://u:p@db.example.com/d"));
        assertThat(log.with("Nobody checks the certificate of the server in DATABASE_URL_UNPOOLED,")).hasSize(1);
    }

    private static void say(Map<String, String> variables) {
        new UnverifiedPeer(
                new CurrentUrl(DatabaseSettings.of(Environment.of(name -> Optional.ofNullable(variables.get(name))))))
                .say(new StartupEvent());
    }
}
