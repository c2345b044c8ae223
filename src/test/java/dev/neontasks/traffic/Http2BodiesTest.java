package dev.neontasks.traffic;

import static dev.neontasks.traffic.Http2Frames.DATA;
import static dev.neontasks.traffic.Http2Frames.END_HEADERS;
import static dev.neontasks.traffic.Http2Frames.END_STREAM;
import static dev.neontasks.traffic.Http2Frames.HEADERS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import dev.neontasks.TestDatabase;

/** Bodies arrive in the service itself, too, however HTTP/2 cuts them up. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class Http2BodiesTest {

    private static final String SIGN_IN = "/api/auth/sign-in";
    private static final byte[] BEGIN = "{\"email\":\"a@exa".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REST = "mple.com\"}".getBytes(StandardCharsets.US_ASCII);

    static Http2Frames[] bodies() {
        return new Http2Frames[] {
                Http2Frames.begin().post(1, 0, SIGN_IN).add(DATA, 0, 1, BEGIN).add(DATA, END_STREAM, 1, REST),
                Http2Frames.begin().post(1, 0, SIGN_IN).add(DATA, 0, 1, BEGIN).add(DATA, 0, 1, REST).add(DATA, END_STREAM, 1),
                Http2Frames.begin().post(1, 0, SIGN_IN).add(DATA, 0, 1).add(DATA, 0, 1, BEGIN).add(DATA, END_STREAM, 1, REST),
                Http2Frames.begin().post(1, 0, SIGN_IN).add(DATA, 0, 1, BEGIN).add(DATA, 0, 1, REST).add(HEADERS,
                        END_STREAM | END_HEADERS, 1, new byte[] { 0, 1, 'x', 1, 'y' }) };
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void areReadAsAWhole(Http2Frames frames) throws IOException {
        assertThat(answer(frames.bytes())).contains("\"status\":422", "\"field\":\"password\"").doesNotContain("email");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void areReadAsAWholeWhenTheyComeByteByByte(Http2Frames frames) throws IOException {
        // Whose end alone comes later is told to say its length.
        assertThat(answer(frames.bytes(), 1)).containsPattern("\"status\":(422|411)");
    }

    /** As over HTTP/1: once it is there, what follows is of no interest. */
    @Test
    void thoseThatSayTheirLengthMayHaveTrailers() throws IOException {
        var frames = Http2Frames.begin().post(1, 0, SIGN_IN, BEGIN.length + REST.length).add(DATA, 0, 1, BEGIN)
                .add(DATA, 0, 1, REST).add(HEADERS, END_STREAM | END_HEADERS, 1, new byte[] { 0, 1, 'x', 1, 'y' }).bytes();
        for (var atOnce : new int[] { frames.length, 1 }) {
            assertThat(answer(frames, atOnce)).contains("\"status\":422", "\"field\":\"password\"").doesNotContain("email");
        }
    }

    @Test
    void noneAtAllIsToldApart() throws IOException {
        assertThat(answer(Http2Frames.begin().post(1, END_STREAM, SIGN_IN).bytes())).contains("\"status\":4");
        assertThat(answer(Http2Frames.begin().post(1, 0, SIGN_IN).add(DATA, END_STREAM, 1).bytes())).contains("\"status\":4");
    }

    @Test
    void tooLargeOnesAreNot() throws IOException {
        var frames = Http2Frames.begin().post(1, 0, SIGN_IN);
        for (var part = 0; part < 3; part++) {
            frames.add(DATA, 0, 1, new byte[8000]);
        }
        assertThat(answer(frames.bytes())).contains("\"status\":413", "The body is larger than 16 KiB.");
    }

    /** A client that offers to go on with HTTP/2 is answered in HTTP/1 when there is a body. */
    @Test
    void anOfferIsNoHindrance() throws Exception {
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        var sign = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + SIGN_IN))
                .header("Content-Type", "application/json");
        for (var body : new HttpRequest.BodyPublisher[] { BodyPublishers.ofString("{}"),
                BodyPublishers.fromPublisher(BodyPublishers.ofString("{}")) }) {
            var answer = client.send(sign.POST(body).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        }
        var status = client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/status"))
                .build(), BodyHandlers.ofString());
        assertThat(status.statusCode()).isEqualTo(200);
    }

    private static String answer(byte[] sent) throws IOException {
        return answer(sent, sent.length);
    }

    private static String answer(byte[] sent, int atOnce) throws IOException {
        try (var connection = new Socket("localhost", RestAssured.port)) {
            connection.setSoTimeout(10_000);
            connection.setTcpNoDelay(true);
            for (var at = 0; at < sent.length; at += atOnce) {
                connection.getOutputStream().write(sent, at, Math.min(atOnce, sent.length - at));
            }
            return new String(Http2Frames.read(connection, DATA).payload(), StandardCharsets.UTF_8);
        }
    }
}
