package dev.neontasks.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.neontasks.account.token.Keys;
import dev.neontasks.wire.RawHttp;
import dev.neontasks.wire.Shape;

/** Requests in odd shapes get one answer and the end of their connection, and no line in the log. */
@Tag("packaged")
class RequestShapesIT {

    private static final String PLAIN = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String LAST = "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    static PackagedService service;

    /** None of this needs a database. */
    @BeforeAll
    static void start() {
        service = PackagedService.startQuickly(
                Map.of("DATABASE_URL", "postgresql://nobody:nothing@localhost:1/nowhere", "JWT_SIGNING_KEY", Keys.ecPem()));
        await().atMost(Duration.ofSeconds(60)).until(() -> service.status("/health/live") == 200);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    static List<Shape> shapes() {
        return Shape.all();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void isAnsweredOnceAndEnds(Shape shape) throws IOException {
        var answers = RawHttp.ask(service.port, shape.bytes());
        assertThat(answers.statuses()).as(answers.text()).isEqualTo(shape.statuses());
        assertThat(answers.ended()).isTrue();
        assertThat(service.logged("ERROR")).isEmpty();
    }

    @Test
    void answersRequestsThatComeAtOnceInTheirOrder() throws IOException {
        var answers = RawHttp.ask(service.port, PLAIN.repeat(31) + LAST);
        assertThat(answers.statuses()).hasSize(32).containsOnly(200);
        assertThat(answers.ended()).isTrue();
    }

    /** Each that waits is memory, and so is each answer that nobody reads. */
    @Test
    void endsAConnectionOfMoreRequestsThanItAnswers() throws IOException {
        // Waits for the database while the others come.
        var answers = RawHttp.ask(service.port, PLAIN.replace("live", "well") + PLAIN.repeat(100_000) + LAST);
        assertThat(answers.ended()).isTrue();
        assertThat(answers.statuses()).hasSizeLessThan(33);
    }

    /** A client of the JDK offers HTTP/2 in each request; that is no reason not to answer. */
    @Test
    void answersWhoeverOffersToSpeakHttpTwo() throws IOException, InterruptedException {
        var client = HttpClient.newHttpClient();
        for (var time = 0; time < 3; time++) {
            var answer = client.send(service.request("/health/live").build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }

    /** The end of the connection does not overtake the answer. */
    @Test
    void readsTheAnswerToABodyThatIsNotTaken() throws IOException, InterruptedException {
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (var time = 0; time < 20; time++) {
            var answer = client.send(service.request("/api/auth/sign-in").header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(new byte[5_000_000])).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(413);
        }
    }
}
