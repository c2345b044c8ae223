package dev.neontasks.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("parts")
class ServerCertificateTest {

    @TempDir
    private Path folder;

    private String first;

    @BeforeEach
    void make() throws IOException {
        ServerCertificate.renew(folder);
        first = certificate();
    }

    @Test
    void isKeptWhileItLasts() throws IOException {
        ServerCertificate.renew(folder);
        assertThat(certificate()).isEqualTo(first);
    }

    @Test
    void isMadeAgainWithAnAuthorityThatIsMissing() throws IOException {
        Files.delete(folder.resolve("ca.crt"));
        ServerCertificate.renew(folder);
        assertThat(certificate()).isNotEqualTo(first);
        assertThat(folder.resolve("ca.crt")).exists();
    }

    @Test
    void isMadeAgainBeforeItExpires() throws Exception {
        ServerCertificate.make(folder, Duration.ofDays(29));
        var expiring = certificate();
        ServerCertificate.renew(folder);
        assertThat(certificate()).isNotEqualTo(expiring);
    }

    @Test
    void leavesNeitherTheKeyOfTheAuthorityNorASecurityProvider() {
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("ca.crt", "server.crt", "server.key");
        assertThat(Security.getProvider("BC")).isNull();
    }

    private String certificate() throws IOException {
        return Files.readString(folder.resolve("server.crt"));
    }
}
