package dev.neontasks.command.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.neontasks.environment.Environment;
import dev.neontasks.mail.MailUrl.Tls;
import dev.neontasks.mail.SmtpServer;
import dev.neontasks.simulator.Certificates;

import javax.net.ssl.SSLContext;

/** Each fault on the way to a mail server is provoked, with nothing else wrong. */
@Tag("parts")
class MailWalkTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Certificates CERTIFICATES = new Certificates();

    @TempDir
    static Path folder;
    private static Path authority;

    @BeforeAll
    static void write() throws IOException {
        authority = Files.writeString(folder.resolve("ca.pem"), CERTIFICATES.authorityPem());
    }

    @ParameterizedTest
    @EnumSource(names = { "IMPLICIT", "STARTTLS" })
    void endsAfterTheLoginAndSendsNothing(Tls tls) {
        try (var server = SmtpServer.secured(tls, CERTIFICATES.vouchedFor(DAY, "localhost"))) {
            var report = walk(url(tls, server));
            assertThat(report.finding()).as(report.text()).isEmpty();
            assertThat(report.steps()).extracting(Report.Step::name).containsExactly("mail", "mail-name", "mail-tcp",
                    "mail-tls",
                    "mail-login");
            assertThat(server.commands()).singleElement().asString().startsWith("AUTH PLAIN ");
        }
    }

    @Test
    void logsNobodyInWhereTheUrlHasNoUser() {
        try (var server = SmtpServer.plain()) {
            assertThat(walk("smtp://localhost:" + server.port()).finding()).isEmpty();
            assertThat(server.commands()).isEmpty();
        }
    }

    @Test
    void findsWhatIsNotSetOrWrong() {
        assertThat(finding("")).isEqualTo("MAIL_NOT_SET");
        assertThat(finding("smtp://ann:canary@mail.example.com")).isEqualTo("VARIABLE_INVALID");
    }

    @Test
    void findsThatNobodyHasTheNameOrListens() {
        assertThat(finding("smtps://ann:canary@mail.invalid")).isEqualTo("MAIL_HOST_UNKNOWN");
        var server = SmtpServer.plain();
        server.close();
        assertThat(finding("smtps://ann:canary@localhost:" + server.port())).isEqualTo("MAIL_UNREACHABLE");
    }

    @ParameterizedTest
    @EnumSource(names = { "IMPLICIT", "STARTTLS" })
    void findsACertificateThatIsNotTrustedAndSaysNothingToIt(Tls tls) {
        for (var identity : new SSLContext[] { Certificates.selfSigned("localhost"),
                CERTIFICATES.vouchedFor(DAY, "mail.example.com"),
                CERTIFICATES.vouchedFor(Duration.ofHours(-1), "localhost") }) {
            try (var server = SmtpServer.secured(tls, identity)) {
                assertThat(finding(url(tls, server))).isEqualTo("MAIL_TLS_FAILED");
                assertThat(server.commands()).isEmpty();
            }
        }
    }

    @Test
    void findsThatTlsIsNotOffered() {
        try (var server = SmtpServer.plain()) {
            assertThat(finding("smtp://ann:canary@localhost:" + server.port() + "?starttls=required"))
                    .isEqualTo("MAIL_TLS_NOT_OFFERED");
            assertThat(server.commands()).isEmpty();
        }
    }

    @Test
    void findsThatTheLoginIsRefused() {
        try (var server = SmtpServer.plain()) {
            server.answers("AUTH", "535 no");
            assertThat(finding("smtp://ann:canary@localhost:" + server.port())).isEqualTo("MAIL_LOGIN_REJECTED");
        }
    }

    @Test
    void findsThatNothingIsAnswered() {
        try (var server = SmtpServer.plain()) {
            server.silent(true);
            assertThat(finding("smtp://ann:canary@localhost:" + server.port())).isEqualTo("MAIL_SERVER_SILENT");
        }
    }

    private static String url(Tls tls, SmtpServer server) {
        return (tls == Tls.STARTTLS ? "smtp" : "smtps") + "://ann:canary@localhost:" + server.port() + "?sslrootcert="
                + authority
                + (tls == Tls.STARTTLS ? "&starttls=required" : "");
    }

    private static String finding(String url) {
        return walk(url).finding().orElse("none");
    }

    private static Report walk(String url) {
        var variables = new HashMap<>(Map.of("MAIL_URL", url, "MAIL_FROM", "tasks@example.com", "PUBLIC_URL",
                "https://tasks.example.com"));
        var steps = new Steps();
        try {
            MailWalk.walk(steps, Environment.of(name -> Optional.ofNullable(variables.get(name))));
        } catch (Diagnosis e) {
            // The report ends with it.
        }
        assertThat(steps.report().text()).doesNotContain("canary");
        return steps.report();
    }
}
