package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.Sql;
import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.packaged.PackagedService;

/**
 * A password that is a token: each is good for a while beside the one after it, and for nobody who connects later. The long run
 * is {@code -Dtokens.seconds=600 -Dtokens.every=60}.
 */
@Tag("faults")
class PasswordTokensFaultIT {

    private static final int SECONDS = Integer.getInteger("tokens.seconds", 60);
    private static final Duration EVERY = Duration.ofSeconds(Integer.getInteger("tokens.every", 5));
    /** Two hundred requests a second, where nothing else is in the way. */
    private static final int CLIENTS = 25;
    private static final Duration PAUSE = Duration.ofMillis(115);

    private static final String ROLE = "neondb_owner";

    @Test
    void costsNoRequestHoweverOftenItChanges() throws Exception {
        try (var database = EmbeddedDatabase.temporary(); var issuer = new RadiusServer()) {
            askForPasswords(database, issuer);
            issuer.accept("token-0");
            var file = Files.writeString(Files.createTempFile("database", ".password"), "token-0");
            var variables = new HashMap<>(Map.of("DATABASE_URL", database.url().replaceFirst(":[^:@/]+@", "@"),
                    "DATABASE_PASSWORD_FILE", file.toString(), "JWT_SIGNING_KEY", Keys.ecPem()));
            try (var service = PackagedService.start(variables)) {
                await().atMost(Duration.ofSeconds(60)).until(service::isReady);
                var tokens = IntStream.range(0, 10).mapToObj(person -> service.signUp()).toList();
                var crowd = Crowd.gather(service, CLIENTS, PAUSE,
                        (client, turn) -> turn % 10 < 3
                                ? as(service, tokens.get(client % 10)).POST(
                                        BodyPublishers.ofString("{\"title\":\"" + client + "-" + turn + "\"}")).build()
                                : as(service, tokens.get(client % 10)).build());
                var changes = Math.max(1, SECONDS / (int) EVERY.toSeconds());
                var begun = System.nanoTime();
                for (var number = 1; number <= changes; number++) {
                    change(service, issuer, file, number);
                    Crowd.last(EVERY.multipliedBy(number).minusNanos(System.nanoTime() - begun));
                }
                var took = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
                var answers = crowd.leave();
                System.out.printf("A password that changed %d times in %d s: %d answers, %d a second, %s; %d logins,"
                        + " %d refused%n", changes, took, answers.size(), answers.size() / took, Crowd.byStatus(answers),
                        issuer.accepted(),
                        issuer.rejected());
                assertThat(answers).hasSizeGreaterThan(10 * SECONDS).allMatch(Crowd.Answer::isGood);
                assertThat(issuer.accepted()).isGreaterThan(changes);
                assertThat(service.out()).doesNotContain("token-", "ERROR");
            }
        }
    }

    private static HttpRequest.Builder as(PackagedService service, String token) {
        return service.request("/api/tasks").header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    /** The one before is good until the service has read the next, as a token is until it expires. */
    private static void change(PackagedService service, RadiusServer issuer, Path file, int number) throws Exception {
        issuer.accept("token-" + number);
        var next = Files.writeString(Files.createTempFile("database", ".next"), "token-" + number);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        await().atMost(ChangedUrlFaultIT.READ_AGAIN)
                .until(() -> service.logged("DATABASE_URL has changed").size() == number);
        await().atMost(Duration.ofSeconds(20)).until(() -> issuer.hasAccepted("token-" + number));
        issuer.acceptOnly("token-" + number);
    }

    private static void askForPasswords(EmbeddedDatabase database, RadiusServer issuer) throws Exception {
        var file = Path.of(Sql.ask(database, "postgres", "show hba_file"));
        Files.writeString(file,
                "hostssl all %s all radius radiusservers=127.0.0.1 radiusports=%d radiussecrets=\"%s\"%n%s".formatted(ROLE,
                        issuer.port(), RadiusServer.SECRET, Files.readString(file)));
        Sql.run(database, "postgres", "select pg_reload_conf()");
    }
}
