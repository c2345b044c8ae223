package dev.neontasks.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.Vertx;

import dev.neontasks.mail.MailUrl.Tls;
import dev.neontasks.simulator.Certificates;

import javax.net.ssl.SSLContext;

/** A mail reaches the server that it is for, and no other. */
@Tag("parts")
class CarrierTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Certificates CERTIFICATES = new Certificates();
    private static final Mail MAIL = new Mail("bob@example.org", "Grüße", "Read this: https://x.example/#token",
            "<p>Read this</p>");

    private static Vertx vertx;
    @TempDir
    static Path folder;
    private static Path authority;

    @BeforeAll
    static void begin() throws IOException {
        vertx = Vertx.vertx();
        authority = Files.writeString(folder.resolve("ca.pem"), CERTIFICATES.authorityPem());
    }

    @AfterAll
    static void end() {
        vertx.close();
    }

    @ParameterizedTest
    @EnumSource(names = { "IMPLICIT", "STARTTLS" })
    void handsAMailOverBehindTls(Tls tls) throws Exception {
        try (var server = SmtpServer.secured(tls, CERTIFICATES.vouchedFor(DAY, "localhost"))) {
            carry(url(tls, server, true), PATIENCE);
            assertThat(server.commands()).first().isEqualTo("AUTH PLAIN "
                    + Base64.getEncoder().encodeToString("\0ann\0s3cret".getBytes(UTF_8)));
            assertThat(server.commands()).anyMatch(command -> command.startsWith("MAIL FROM:<tasks@example.com>"))
                    .anyMatch(command -> command.startsWith("RCPT TO:<bob@example.org>"));
            assertThat(server.mails()).singleElement().asString()
                    .contains("To: bob@example.org", "From: Our tasks <tasks@example.com>",
                            "Auto-Submitted: auto-generated", "Content-Type: multipart/alternative", "text/plain", "text/html")
                    .doesNotContain("Grüße");
        }
    }

    @Test
    void handsAMailOverWithoutTlsOnThisMachine() throws Exception {
        try (var server = SmtpServer.plain()) {
            carry("smtp://localhost:" + server.port(), PATIENCE);
            assertThat(server.mails()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource
    void saysNothingToAServerThatMayBeAnother(String what, Tls tls, SSLContext identity, boolean trusted) {
        try (var server = SmtpServer.secured(tls, identity)) {
            assertThat(failure(url(tls, server, trusted), PATIENCE)).isEqualTo(MailFailure.TLS);
            assertThat(server.commands()).isEmpty();
            assertThat(server.mails()).isEmpty();
        }
    }

    static Stream<Arguments> saysNothingToAServerThatMayBeAnother() {
        return Stream.of(Tls.IMPLICIT, Tls.STARTTLS).flatMap(tls -> Stream.of(
                Arguments.of("self-signed", tls, Certificates.selfSigned("localhost"), true),
                Arguments.of("of another host", tls, CERTIFICATES.vouchedFor(DAY, "mail.example.com"), true),
                Arguments.of("expired", tls, CERTIFICATES.vouchedFor(Duration.ofHours(-1), "localhost"), true),
                Arguments.of("of another authority", tls, new Certificates().vouchedFor(DAY, "localhost"), true),
                Arguments.of("of an authority that the system does not know", tls, CERTIFICATES.vouchedFor(DAY, "localhost"),
                        false)));
    }

    @Test
    void saysNothingToAServerWithoutTls() {
        try (var server = SmtpServer.plain()) {
            assertThat(failure("smtp://ann:s3cret@localhost:" + server.port() + "?starttls=required", PATIENCE))
                    .isEqualTo(MailFailure.TLS);
            assertThat(server.commands()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({ "AUTH, 535 no, LOGIN", "AUTH, 454 later, DEFERRED", "MAIL, 421 busy, DEFERRED", "RCPT, 550 nobody, REFUSED",
            "RCPT, 451 greylisted, DEFERRED", "DATA, 554 no, REFUSED", "., 552 too much, REFUSED", "., 451 full, DEFERRED" })
    void tellsWhatTheServerDoesNotLike(String command, String answer, MailFailure failure) {
        try (var server = SmtpServer.plain()) {
            server.answers(command, answer);
            assertThat(failure("smtp://ann:s3cret@localhost:" + server.port(), PATIENCE)).isEqualTo(failure);
        }
    }

    @Test
    void givesAServerUpThatSaysNothing() {
        try (var server = SmtpServer.plain()) {
            server.silent(true);
            assertThat(failure("smtp://localhost:" + server.port(), Duration.ofMillis(500))).isEqualTo(MailFailure.SILENT);
        }
    }

    @Test
    void tellsThatNobodyListensOrHasTheName() {
        var server = SmtpServer.plain();
        server.close();
        assertThat(failure("smtp://localhost:" + server.port(), PATIENCE)).isEqualTo(MailFailure.UNREACHABLE);
        assertThat(failure("smtps://mail.invalid", PATIENCE)).isEqualTo(MailFailure.UNKNOWN_HOST);
    }

    @ParameterizedTest
    @ValueSource(strings = { "a,b@example.org", "a>b@example.org", "\"a\"@example.org", "a@b@example.org", "a(b)@example.org",
            "a@example.org>", "a", "a\r\nRCPT@example.org" })
    void addressesNobodyByWordsOfTheProtocol(String to) {
        try (var server = SmtpServer.plain()) {
            assertThat(failed("smtp://localhost:" + server.port(), PATIENCE,
                    mail -> new Mail(to, mail.subject(), mail.text(), mail.html()))).isEqualTo(MailFailure.REFUSED);
            assertThat(server.commands()).isEmpty();
        }
    }

    private static String url(Tls tls, SmtpServer server, boolean trusted) {
        var parameters = Stream.of(tls == Tls.STARTTLS ? "starttls=required" : "", trusted ? "sslrootcert=" + authority : "")
                .filter(parameter -> !parameter.isEmpty()).toList();
        return (tls == Tls.STARTTLS ? "smtp" : "smtps") + "://ann:s3cret@localhost:" + server.port()
                + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
    }

    private static MailFailure failure(String url, Duration patience) {
        return failed(url, patience, mail -> mail);
    }

    private static MailFailure failed(String url, Duration patience, Function<Mail, Mail> changed) {
        var failure = catchThrowable(() -> carry(url, patience, changed.apply(MAIL)));
        assertThat(failure).isInstanceOf(ExecutionException.class);
        return MailFailure.of(failure.getCause());
    }

    private static void carry(String url, Duration patience) throws Exception {
        carry(url, patience, MAIL);
    }

    private static void carry(String url, Duration patience, Mail mail) throws Exception {
        new Carrier(MailServers.settings(url), vertx, patience).carry(mail).toCompletionStage().toCompletableFuture().get(30,
                TimeUnit.SECONDS);
    }
}
