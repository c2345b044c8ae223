package dev.neontasks.traffic;

import static dev.neontasks.traffic.Http2Frames.DATA;
import static dev.neontasks.traffic.Http2Frames.END_STREAM;
import static dev.neontasks.traffic.Http2Frames.GOAWAY;
import static dev.neontasks.traffic.Http2Frames.HEADERS;
import static dev.neontasks.traffic.Http2Frames.PING;
import static dev.neontasks.traffic.Http2Frames.RST_STREAM;
import static dev.neontasks.traffic.Http2Frames.SETTINGS;
import static dev.neontasks.traffic.Http2Frames.WINDOW_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection that many requests share holds no more than others. */
class Http2StreamsTest {

    private static final int REFUSED_STREAM = 7;
    private static final int ENHANCE_YOUR_CALM = 11;
    private static final int MOST = 4;
    private static final int MANY = 80;

    private TestServer server;

    @BeforeEach
    void begin() throws Exception {
        server = new TestServer(MOST, 2);
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    /** The limit holds for who never says that it has read of it, too. */
    @Test
    void hasAHundredStreamsAtMost() throws IOException {
        var frames = Http2Frames.begin();
        for (var stream = 0; stream < Http2Streams.MOST + 20; stream++) {
            frames.post(2 * stream + 1, END_STREAM, "/held");
        }
        var connection = server.send(frames.text());
        for (var refused = 0; refused < 20; refused++) {
            var reset = Http2Frames.read(connection, RST_STREAM);
            assertThat(reset.stream()).isEqualTo(2 * (Http2Streams.MOST + refused) + 1);
            assertThat(reset.number(0)).isEqualTo(REFUSED_STREAM);
        }
        assertThat(server.held).hasSize(Http2Streams.MOST);
        server.letGo();
        for (var stream = 0; stream < Http2Streams.MOST; stream++) {
            Http2Frames.read(connection, HEADERS);
        }
        connection.getOutputStream().write(bytes(new Http2Frames().post(2001, END_STREAM, "/")));
        await().until(() -> Http2Frames.read(connection, HEADERS).stream() == 2001);
    }

    /** Which is the next connection's turn, however many the first has sent. */
    @Test
    void hasOneRequestInATurn() throws IOException {
        var first = server.send(Http2Frames.begin().post(1, END_STREAM, "/blocking").text());
        // On the other event loop.
        server.send("");
        var second = server.send(Http2Frames.begin().text());
        var many = new Http2Frames();
        for (var stream = 1; stream <= MANY; stream++) {
            many.post(2 * stream + 1, END_STREAM, "/held");
        }
        first.getOutputStream().write(bytes(many));
        second.getOutputStream().write(bytes(many));
        server.goesOn = true;
        await().until(() -> server.held.size() == 2 * MANY);
        var connections = server.held.stream().map(context -> context.request().connection()).toList();
        assertThat(connections.subList(0, MANY)).as("half of one").filteredOn(connections.get(0)::equals)
                .hasSizeBetween(MANY / 4, MANY * 3 / 4);
    }

    /** Of whoever's bytes come while they are dealt with, too. */
    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void isNotPreferredToWhoComesLater(boolean isHttp2) throws IOException {
        var first = server.send(isHttp2 ? Http2Frames.begin().post(1, END_STREAM, "/held").text()
                : "GET /watched HTTP/1.1\r\nHost: x\r\n\r\n");
        await().until(() -> server.held.size() == 1);
        // On the other event loop.
        server.send("");
        var second = server.send("GET /held HTTP/1.1\r\nHost: x\r\n\r\n");
        await().until(() -> server.held.size() == 2);
        server.holding = () -> {
            server.holding = () -> {
            };
            try {
                second.getOutputStream().write("GET /held HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        server.letGo();
        TestServer.read(second, "held");
        var many = new Http2Frames();
        for (var stream = 1; stream <= Http1Exchanges.MOST_AHEAD; stream++) {
            many.post(2 * stream + 1, END_STREAM, "/held");
        }
        first.getOutputStream().write(isHttp2 ? bytes(many)
                : "GET /watched HTTP/1.1\r\nHost: x\r\n\r\n".repeat(Http1Exchanges.MOST_AHEAD).getBytes());
        await().until(() -> server.held.size() == Http1Exchanges.MOST_AHEAD + 3);
        var connections = server.held.stream().skip(2).map(context -> context.request().connection()).toList();
        assertThat(connections.indexOf(server.held.get(1).request().connection())).as("turns before it").isBetween(1, 3);
    }

    /** The rest of its hundred is for those that are whole. */
    @Test
    void hasFewerWithoutTheirEnds() throws IOException {
        var frames = Http2Frames.begin();
        for (var stream = 0; stream < Http2Streams.MOST_UNFINISHED + 1; stream++) {
            frames.post(2 * stream + 1, 0, "/");
        }
        for (var stream = 101; stream < 121; stream += 2) {
            frames.post(stream, END_STREAM, "/");
        }
        var connection = server.send(frames.post(2001, 0, "/").text());
        var refused = new TreeSet<Integer>();
        var answered = new TreeSet<Integer>();
        while (refused.size() < 2 || answered.size() < 10) {
            var frame = Http2Frames.read(connection);
            if (frame.type() == RST_STREAM && frame.number(0) == REFUSED_STREAM) {
                refused.add(frame.stream());
            } else if (frame.type() == DATA && frame.stream() > 100) {
                answered.add(frame.stream());
            }
        }
        assertThat(refused).containsExactly(2 * Http2Streams.MOST_UNFINISHED + 1, 2001);
        connection.getOutputStream().write(bytes(new Http2Frames().add(DATA, END_STREAM, 1).post(2003, 0, "/")
                .add(DATA, END_STREAM, 2003)));
        await().until(() -> Http2Frames.read(connection, DATA).stream() == 2003);
    }

    @Test
    void whoAsksForThousandsIsCutOff() throws IOException {
        var frames = Http2Frames.begin();
        for (var stream = 0; stream < 10_000; stream++) {
            frames.post(2 * stream + 1, 0, "/");
        }
        var connection = server.send(frames.text());
        awaitCutOff(connection);
        connection.close();
        server.awaitNothing();
    }

    @Test
    void whoTakesBackHundredsIsCutOff() throws IOException {
        var frames = Http2Frames.begin();
        for (var stream = 0; stream < 1000; stream++) {
            frames.post(2 * stream + 1, END_STREAM, "/held").add(RST_STREAM, 0, 2 * stream + 1, new byte[] { 0, 0, 0, 8 });
        }
        var connection = server.send(frames.text());
        awaitCutOff(connection);
        connection.close();
        server.awaitNothing();
    }

    /** What is left unread of what was sent may take the last word with it. */
    private static void awaitCutOff(Socket connection) {
        try {
            assertThat(Http2Frames.read(connection, GOAWAY).number(4)).isEqualTo(ENHANCE_YOUR_CALM);
        } catch (UncheckedIOException e) {
            assertThat(e).hasRootCauseInstanceOf(SocketException.class);
        }
    }

    @Test
    void idleIsWhoHasNoStreamWhateverElseItSends() throws IOException {
        var connection = server.send(Http2Frames.begin().post(1, END_STREAM, "/").text());
        await().until(() -> Http2Frames.read(connection, DATA).stream() == 1);
        await().until(() -> server.connections.waiting() == 1);
        server.clock.pass(Duration.ofSeconds(619));
        connection.getOutputStream().write(bytes(new Http2Frames().add(PING, 0, 0, new byte[8])));
        Http2Frames.read(connection, PING);
        server.connections.sweep();
        assertThat(server.connections.count()).isOne();
        server.clock.pass(Duration.ofSeconds(1));
        server.connections.sweep();
        Http2Frames.read(connection, GOAWAY);
        server.awaitNothing();
        assertThat(server.ends).containsOnlyKeys(ConnectionEnd.IDLE);
    }

    @Test
    void oneThatIsServedIsNotIdle() throws IOException {
        var connection = server.send(Http2Frames.begin().post(1, END_STREAM, "/held").post(3, END_STREAM, "/").text());
        await().until(() -> Http2Frames.read(connection, DATA).stream() == 3);
        assertThat(server.connections.waiting()).isZero();
        server.clock.pass(Duration.ofHours(1));
        server.connections.sweep();
        server.letGo();
        await().until(() -> Http2Frames.read(connection, DATA).stream() == 1);
    }

    /** Its stream ends although its client never ends it: RFC 9113, 8.1. */
    @Test
    void whatIsAnsweredBeforeItsEndIsReset() throws IOException {
        var connection = server.send(Http2Frames.begin().post(1, 0, "/").text());
        await().until(() -> server.budget.unfinished() == 1);
        server.clock.pass(Duration.ofSeconds(10));
        server.budget.sweep();
        assertThat(new String(Http2Frames.read(connection, DATA).payload(), StandardCharsets.UTF_8)).contains("\"status\":408");
        var reset = Http2Frames.read(connection, RST_STREAM);
        assertThat(reset.stream()).isOne();
        assertThat(reset.number(0)).isZero();
        await().until(() -> server.connections.waiting() == 1 && server.budget.taken() == 0);
    }

    @Test
    void isNotOfferedToWhoSpeaksHttp1() throws IOException {
        var connection = server.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");
        assertThat(TestServer.read(connection, "length=-1")).startsWith("HTTP/1.1 200 OK");
    }

    private static byte[] bytes(Http2Frames frames) {
        return frames.text().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whatever it has asked for: while it does not go on, nothing is done for it. */
    @ParameterizedTest
    @MethodSource("waitingForTheirClient")
    void oneThatWaitsForItsClientMakesRoom(Http2Frames begun) throws IOException {
        for (var each = 0; each < 3 * MOST; each++) {
            server.send(begun.text());
            await().until(() -> server.connections.waiting() == server.connections.count());
            assertThat(server.connections.count()).isLessThanOrEqualTo(MOST);
        }
        assertThat(TestServer.read(server.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), "length=-1"))
                .startsWith("HTTP/1.1 200 OK");
        await().until(() -> server.channels() <= MOST);
    }

    static Http2Frames[] waitingForTheirClient() {
        return new Http2Frames[] { Http2Frames.begin().post(1, 0, "/"),
                Http2Frames.begin().post(1, 0, "/").add(DATA, 0, 1, new byte[100]),
                noWindow().post(1, END_STREAM, "/"), noWindow().post(1, END_STREAM, "/").post(3, 0, "/"),
                Http2Frames.begin().post(1, END_STREAM, "/large"),
                allWindows().post(1, END_STREAM, "/large") };
    }

    private static Http2Frames noWindow() {
        return Http2Frames.begin().add(SETTINGS, 0, 0, new byte[] { 0, 4, 0, 0, 0, 0 });
    }

    /** The client takes all, it says; its socket does not. */
    private static Http2Frames allWindows() {
        return Http2Frames.begin().add(SETTINGS, 0, 0, new byte[] { 0, 4, 0x7f, -1, -1, -1 })
                .add(WINDOW_UPDATE, 0, 0, new byte[] { 0x7f, -1, 0, 0 });
    }

    @Test
    void itIsServedAgainOnceItGoesOn() throws IOException {
        var connection = server.send(noWindow().post(1, END_STREAM, "/").text());
        await().until(() -> server.connections.waiting() == 1);
        connection.getOutputStream().write(bytes(new Http2Frames().post(3, END_STREAM, "/held")));
        await().until(() -> server.connections.waiting() == 0 && server.held.size() == 1);
        server.letGo();
        await().until(() -> server.connections.waiting() == 1);
        server.clock.pass(Duration.ofMinutes(10));
        server.connections.sweep();
        connection.getOutputStream().write(bytes(new Http2Frames().add(WINDOW_UPDATE, 0, 1, new byte[] { 0, 0, 1, 0 })));
        assertThat(Http2Frames.read(connection, DATA).stream()).isOne();
    }

    /** It is there for probes alone, each of which has one. */
    @ParameterizedTest
    @ValueSource(strings = { "/health/live", "/" })
    void aSparePlaceIsForOneAnswer(String path) throws IOException {
        for (var each = 0; each < MOST; each++) {
            server.send(Http2Frames.begin().post(1, END_STREAM, "/held").text());
        }
        await().until(() -> server.held.size() == MOST && server.connections.waiting() == 0);
        var connection = server.send(Http2Frames.begin().post(1, END_STREAM, path).text());
        assertThat(Http2Frames.read(connection, GOAWAY).number(0)).isOne();
        assertThat(Http2Frames.read(connection, DATA).stream()).isOne();
        await().until(() -> connection.getInputStream().read() < 0);
        await().until(() -> server.channels() == MOST);
    }

    /** It may be a proxy's: what it has taken is answered, and it comes again for more. */
    @Test
    void oneThatAlwaysHasMoreThanOneStreamMakesRoomWithItsAnswers() throws Exception {
        try (var larger = new TestServer(16, 2)) {
            var first = larger.send(Http2Frames.begin().post(1, END_STREAM, "/held").post(3, END_STREAM, "/held").text());
            await().until(() -> larger.held.size() == 2);
            for (var each = 2; each <= 14; each++) {
                larger.send(Http2Frames.begin().post(1, END_STREAM, "/held").post(3, END_STREAM, "/held").text());
                var served = 2 * each;
                await().until(() -> larger.held.size() == served && larger.connections.waiting() == 0);
            }
            for (var each = 0; each < 2; each++) {
                assertThat(TestServer.read(larger.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), "length=-1"))
                        .startsWith("HTTP/1.1 200 OK");
            }
            assertThat(Http2Frames.read(first, GOAWAY).number(0)).isEqualTo(3);
            larger.letGo();
            assertThat(Http2Frames.read(first, DATA).stream()).isOne();
            assertThat(Http2Frames.read(first, DATA).stream()).isEqualTo(3);
            await().until(() -> larger.connections.count() <= 14);
        }
    }

    @Test
    void anIdleOneMakesRoom() throws IOException {
        for (var each = 0; each < 2 * MOST; each++) {
            var connection = server.send(Http2Frames.begin().post(1, END_STREAM, "/").text());
            await().until(() -> Http2Frames.read(connection, DATA).stream() == 1);
            await().until(() -> server.connections.waiting() == server.connections.count());
        }
        assertThat(server.connections.count()).isEqualTo(MOST);
    }
}
