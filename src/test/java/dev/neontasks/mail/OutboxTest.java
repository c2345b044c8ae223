package dev.neontasks.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;

import dev.neontasks.LogLines;
import dev.neontasks.api.TooManyRequests;

@Tag("parts")
class OutboxTest {

    private static final Mail MAIL = new Mail("canary@example.org", "Subject", "https://x.example/#canary-token",
            "<p>canary</p>");
    private static final List<Duration> SOON = List.of(Duration.ofMillis(10), Duration.ofMillis(10));
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SmtpServer server = SmtpServer.plain();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void end() {
        vertx.close();
        server.close();
    }

    @Test
    void sendsWhatIsPosted() {
        var outbox = outbox(PATIENCE);
        for (var i = 0; i < 20; i++) {
            outbox.post(MAIL);
        }
        await().until(() -> counted("sent") == 20);
        assertThat(server.mails()).hasSize(20);
        assertThat(waiting()).isZero();
    }

    @Test
    void triesAgainWhatTheServerPutsOff() {
        server.answers("RCPT", "451 greylisted");
        outbox(PATIENCE, Collections.nCopies(1_000, Duration.ofMillis(10))).post(MAIL);
        await().until(() -> server.commands().stream().filter(command -> command.startsWith("RCPT")).count() >= 2);
        server.answers("RCPT", "250 ok");
        await().until(() -> counted("sent") == 1);
    }

    @Test
    void givesUpInTheEndAndSaysSoInOneLineThatTellsNothing() {
        server.answers("RCPT", "451 canary@example.org is greylisted");
        var lines = new LogLines(Outbox.class.getName());
        outbox(PATIENCE).post(MAIL);
        await().until(() -> waiting() == 0 && !lines.with("").isEmpty());
        lines.close();
        assertThat(lines.with("")).singleElement().asString()
                .isEqualTo("Mail not sent, attempts: 3: the mail server asked to try again later");
        assertThat(counted("deferred")).isEqualTo(1);
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void doesNotTryAgainWhatIsRefused() {
        server.answers("RCPT", "550 nobody");
        outbox(PATIENCE).post(MAIL);
        await().until(() -> counted("refused") == 1);
        assertThat(server.commands()).filteredOn(command -> command.startsWith("RCPT")).hasSize(1);
    }

    @Test
    void turnsAwayWhatIsMoreThanMayWaitForAServerThatHangs() {
        server.silent(true);
        var outbox = outbox(PATIENCE);
        var begun = System.nanoTime();
        for (var i = 0; i < Outbox.MOST; i++) {
            outbox.requireRoom();
            outbox.post(MAIL);
        }
        assertThatThrownBy(outbox::requireRoom).isInstanceOf(TooManyRequests.class);
        outbox.post(MAIL);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).as("nobody waits for the server").isLessThan(PATIENCE);
        assertThat(counted("turned_away")).isEqualTo(2);
        assertThat(waiting()).isEqualTo(Outbox.MOST);
    }

    @Test
    void isClosedWithoutAServer() {
        assertThat(new Outbox(Optional.empty(), SOON, vertx, registry).isOpen()).isFalse();
    }

    private Outbox outbox(Duration patience) {
        return outbox(patience, SOON);
    }

    private Outbox outbox(Duration patience, List<Duration> pauses) {
        var settings = MailServers.settings("smtp://localhost:" + server.port());
        return new Outbox(Optional.of(new Carrier(settings, vertx, patience)), pauses, vertx, registry);
    }

    private double counted(String outcome) {
        return registry.get("neon_tasks.mails").tag("outcome", outcome).counter().count();
    }

    private double waiting() {
        return registry.get("neon_tasks.mails.waiting").gauge().value();
    }
}
