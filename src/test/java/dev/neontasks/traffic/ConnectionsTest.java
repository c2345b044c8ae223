package dev.neontasks.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who keeps the service waiting does not keep anybody else out. */
class ConnectionsTest {

    private static final int MOST = 4;
    private static final int SPARE = 2;
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String PROBE = "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    private static final String HELD = "GET /held HTTP/1.1\r\nHost: x\r\n\r\n";

    private TestServer server;

    @BeforeEach
    void begin() throws Exception {
        server = new TestServer(MOST, SPARE);
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "P", "PRI * HTTP/2.0\r\n\r\n", "GET / HTT", "GET / HTTP/1.1\r\nHost: x\r\nAccept: " })
    void whatDoesNotBecomeARequestIsClosed(String begun) throws IOException {
        var connection = server.send(begun);
        awaitWaiting(1);
        server.clock.pass(Duration.ofMillis(9_999));
        server.connections.sweep();
        assertThat(server.connections.count()).isOne();
        server.clock.pass(Duration.ofMillis(1));
        server.connections.sweep();
        assertThat(TestServer.readAll(connection)).isEmpty();
        assertThat(server.ends).containsOnlyKeys(ConnectionEnd.SLOW_HEAD);
        server.awaitNothing();
    }

    /** A byte now and then is no excuse. */
    @Test
    void aHeadIsToBeWholeInTimeHoweverItsBytesCome() throws IOException {
        var connection = server.send("G");
        awaitWaiting(1);
        for (var sent : new String[] { "ET", " / HT", "TP/1.1\r\n" }) {
            server.clock.pass(Duration.ofSeconds(3));
            connection.getOutputStream().write(sent.getBytes());
            server.connections.sweep();
        }
        server.clock.pass(Duration.ofSeconds(1));
        server.connections.sweep();
        assertThat(TestServer.readAll(connection)).isEmpty();
    }

    @Test
    void aConnectionIsKeptForTheNextRequest() throws IOException {
        var connection = answered();
        server.clock.pass(Duration.ofSeconds(619));
        server.connections.sweep();
        connection.getOutputStream().write(GET.getBytes());
        assertThat(TestServer.read(connection, "length=-1")).startsWith("HTTP/1.1 200 OK");
        awaitWaiting(1);
        server.clock.pass(Duration.ofSeconds(620));
        server.connections.sweep();
        TestServer.readAll(connection);
        assertThat(server.ends).containsOnlyKeys(ConnectionEnd.IDLE);
        server.awaitNothing();
    }

    @Test
    void aSecondHeadIsToBeWholeInTimeToo() throws IOException {
        var connection = answered();
        server.clock.pass(Duration.ofSeconds(60));
        connection.getOutputStream().write("GET /".getBytes());
        // Until it has been read the connection counts as idle, since a minute.
        await().until(() -> {
            server.clock.pass(Duration.ofSeconds(10));
            server.connections.sweep();
            return server.connections.count() == 0;
        });
        assertThat(server.ends).containsOnlyKeys(ConnectionEnd.SLOW_HEAD);
    }

    @Test
    void whoIsServedIsNeverClosed() throws IOException {
        var connection = server.send(HELD);
        await().until(() -> server.held.size() == 1 && server.connections.waiting() == 0);
        server.clock.pass(Duration.ofHours(1));
        server.connections.sweep();
        server.letGo();
        assertThat(TestServer.read(connection, "held")).startsWith("HTTP/1.1 200 OK");
    }

    @ParameterizedTest
    @CsvSource({ "''", "GET / HTTP/1.1", "'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf'" })
    void whoHasKeptItWaitingTheLongestIsClosedForTheNext(String begun) throws IOException {
        var waiting = new ArrayList<Socket>();
        for (var each = 0; each < MOST; each++) {
            waiting.add(server.send(begun));
            awaitWaiting(each + 1);
        }
        server.clock.pass(Duration.ofSeconds(1));
        for (var each = 0; each < 3 * MOST; each++) {
            assertThat(TestServer.read(server.send(GET), "length=-1")).startsWith("HTTP/1.1 200 OK");
        }
        for (var connection : waiting) {
            assertThat(TestServer.readAll(connection)).isEmpty();
        }
        assertThat(server.connections.count()).isEqualTo(MOST);
        assertThat(server.ends).containsExactlyEntriesOf(Map.of(ConnectionEnd.REPLACED, 3 * MOST));
    }

    @Test
    void whenAllAreServedAProbeIsStillAnswered() throws IOException {
        var served = serve(MOST);
        var refused = TestServer.readAll(server.send(GET));
        assertThat(refused).startsWith("HTTP/1.1 503 Service Unavailable").contains("application/problem+json",
                "/problems/overloaded", "retry-after: 1", "connection: close", "as many connections as it can serve");
        assertThat(server.ends).isEqualTo(Map.of(ConnectionEnd.TURNED_AWAY, 1));
        assertThat(TestServer.readAll(server.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")))
                .startsWith("HTTP/1.1 200 OK")
                .contains("connection: close");
        // Silent ones take no place away from probes, either.
        for (var each = 1; each <= 3 * SPARE; each++) {
            server.send("");
            var waiting = Math.min(each, SPARE);
            var replaced = each - waiting;
            await().until(() -> server.connections.waiting() == waiting
                    && server.ends.getOrDefault(ConnectionEnd.REPLACED, 0) == replaced);
        }
        assertThat(TestServer.readAll(server.send("GET /health HTTP/1.0\r\n\r\n"))).startsWith("HTTP/1.0 200 OK");
        server.letGo();
        for (var connection : served) {
            assertThat(TestServer.read(connection, "held")).startsWith("HTTP/1.1 200 OK");
        }
    }

    /** Who has just come is not closed for the next: what it wants is on its way. */
    @ParameterizedTest
    @CsvSource({ "'', 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n'", "GET /health/live HT, 'TP/1.1\r\nHost: x\r\n\r\n'" })
    void aProbeIsAnsweredWhoeverElseComesMeanwhile(String begun, String rest) throws IOException {
        serve(MOST);
        var probe = server.send(begun);
        awaitOpen(MOST + 1);
        assertThat(TestServer.readAll(server.send(GET))).startsWith("HTTP/1.1 503 Service Unavailable");
        probe.getOutputStream().write(rest.getBytes());
        assertThat(TestServer.readAll(probe)).startsWith("HTTP/1.1 200 OK");
        assertThat(server.ends).isEqualTo(Map.of(ConnectionEnd.TURNED_AWAY, 1));
    }

    @ParameterizedTest
    @CsvSource({ "'', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'", "GET / HT, 'TP/1.1\r\nHost: x\r\n\r\n'",
            "'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf', 'other'" })
    void whoHasJustComeIsServedWhoeverElseComesMeanwhile(String begun, String rest) throws IOException {
        serve(MOST - 1);
        var come = server.send(begun);
        awaitOpen(MOST);
        await().until(() -> !begun.startsWith("POST") || server.budget.unfinished() == 1);
        assertThat(TestServer.readAll(server.send(GET))).startsWith("HTTP/1.1 503 Service Unavailable");
        come.getOutputStream().write(rest.getBytes());
        assertThat(TestServer.read(come, "length=")).startsWith("HTTP/1.1 200 OK");
    }

    @Test
    void whoTakesItsTimeMakesRoomAfterASecond() throws IOException {
        serve(MOST - 1);
        var slow = server.send("GET / HT");
        awaitWaiting(1);
        server.clock.pass(Duration.ofSeconds(1));
        assertThat(TestServer.read(server.send(GET), "length=-1")).startsWith("HTTP/1.1 200 OK");
        assertThat(TestServer.readAll(slow)).isEmpty();
    }

    /** However fast they come. */
    @Test
    void whenManyTakeTheirTimeTheFirstMakesRoomAtOnce() throws IOException {
        for (var each = 0; each < MOST; each++) {
            server.send("GET / HT");
            awaitWaiting(each + 1);
        }
        assertThat(TestServer.read(server.send(GET), "length=-1")).startsWith("HTTP/1.1 200 OK");
        assertThat(server.ends).isEqualTo(Map.of(ConnectionEnd.REPLACED, 1));
    }

    /** It has said what it wants, and it is this process that has not read it yet. */
    @ParameterizedTest
    @ValueSource(longs = { 0, 1, 60 })
    void whoIsNotListenedToYetIsKeptHoweverLongThatTakes(long seconds) throws IOException {
        server.send("GET /blocking HTTP/1.1\r\nHost: x\r\n\r\n");
        await().until(() -> server.isBlocked);
        var unheard = new ArrayList<Socket>();
        for (var each = 1; each < MOST; each++) {
            unheard.add(server.send(GET));
        }
        awaitOpen(MOST);
        server.clock.pass(Duration.ofSeconds(seconds));
        server.connections.sweep();
        server.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
        awaitOpen(MOST + 1);
        server.goesOn = true;
        for (var connection : unheard) {
            assertThat(TestServer.read(connection, "length=-1")).startsWith("HTTP/1.1 200 OK");
        }
        assertThat(server.ends).isEmpty();
    }

    /** It would never wait for its client, and so keep its place for ever. */
    @Test
    void whoAsksAheadMakesRoom() throws IOException {
        for (var each = 0; each < MOST; each++) {
            server.send(HELD + GET);
        }
        await().until(() -> server.held.size() == MOST && server.connections.waiting() == 0);
        for (var each = 1; each <= 3 * MOST; each++) {
            assertThat(TestServer.read(server.send(GET), "length=-1")).startsWith("HTTP/1.1 200 OK");
        }
        assertThat(server.ends).containsExactlyEntriesOf(Map.of(ConnectionEnd.REPLACED, 3 * MOST));
        server.letGo();
    }

    /** Whoever comes then has the place of one that had its answer, and need not come at the moment when that is so. */
    @Test
    void placesAreKeptFreeAsSoonAsNotAllAreServed() throws Exception {
        try (var larger = new TestServer(16, SPARE)) {
            var all = new ArrayList<Socket>();
            for (var each = 0; each < 16; each++) {
                all.add(larger.send(HELD));
                var served = each + 1;
                await().until(() -> larger.held.size() == served && larger.connections.waiting() == 0);
            }
            larger.letGo();
            for (var connection : all) {
                assertThat(TestServer.read(connection, "held")).startsWith("HTTP/1.1 200 OK");
            }
            await().until(() -> larger.connections.count() == 14 && larger.channels() == 14);
            assertThat(larger.ends).isEqualTo(Map.of(ConnectionEnd.REPLACED, 2));
        }
    }

    @Test
    void aSparePlaceIsLeftForOneThatHasBecomeFree() throws IOException {
        var served = serve(MOST);
        var come = server.send("");
        awaitOpen(MOST + 1);
        served.get(0).close();
        awaitOpen(MOST);
        come.getOutputStream().write(GET.getBytes());
        assertThat(TestServer.read(come, "length=-1")).startsWith("HTTP/1.1 200 OK").doesNotContain("connection: close");
    }

    @Test
    void aSparePlaceIsLeftForThatOfAnIdleOne() throws IOException {
        serve(MOST);
        var come = server.send("");
        awaitOpen(MOST + 1);
        server.letGo();
        awaitWaiting(MOST + 1);
        come.getOutputStream().write(GET.getBytes());
        assertThat(TestServer.read(come, "length=-1")).startsWith("HTTP/1.1 200 OK").doesNotContain("connection: close");
        assertThat(server.ends).isEqualTo(Map.of(ConnectionEnd.REPLACED, 1));
    }

    /** Its request has come while others were closed. */
    @Test
    void whoAsksWhileOthersAreClosedIsServed() throws IOException {
        answered(1);
        var asking = answered(2);
        server.clock.pass(Duration.ofSeconds(620));
        server.ended = () -> {
            try {
                asking.getOutputStream().write(HELD.getBytes());
                await().until(() -> server.held.size() == 1 && server.connections.waiting() == 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        server.connections.sweep();
        server.letGo();
        assertThat(TestServer.read(asking, "held")).startsWith("HTTP/1.1 200 OK");
        assertThat(server.ends).isEqualTo(Map.of(ConnectionEnd.IDLE, 1));
    }

    /** Its answer is all made: it is the client that is waited for. */
    @Test
    void whoDoesNotReadMakesRoomAfterAllOthers() throws IOException {
        var unread = new ArrayList<Socket>();
        for (var each = 0; each < MOST - 1; each++) {
            unread.add(server.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n"));
            assertThat(TestServer.read(unread.get(each), "\r\n")).startsWith("HTTP/1.1 200 OK");
            awaitWaiting(each + 1);
        }
        for (var each = 0; each < 3; each++) {
            answered(MOST);
        }
        serve(1);
        assertThat(server.ends).containsExactlyEntriesOf(Map.of(ConnectionEnd.REPLACED, 3));
        server.clock.pass(Duration.ofSeconds(1));
        serveMore(MOST - 1);
        assertThat(server.ends).containsExactlyEntriesOf(Map.of(ConnectionEnd.REPLACED, 3 + MOST - 1));
        assertThat(server.connections.count()).isEqualTo(MOST);
        await().until(() -> server.channels() == MOST);
    }

    @Test
    void whoReadsOnIsKeptForTheNextRequest() throws IOException {
        var connection = server.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n" + HELD);
        TestServer.read(connection, "\r\n");
        awaitWaiting(1);
        server.clock.pass(Duration.ofMinutes(10));
        server.connections.sweep();
        connection.getInputStream().skipNBytes(TestServer.LARGE);
        await().until(() -> server.held.size() == 1 && server.connections.waiting() == 0);
        server.letGo();
        TestServer.read(connection, "held");
        awaitWaiting(1);
    }

    /** All places are served, and those for probes are being read. */
    @Test
    void beyondThePlacesForProbesWhoComesWaitsForOne() throws IOException {
        serve(MOST);
        for (var each = 0; each < SPARE; each++) {
            server.send("GET /health/held HTTP/1.1\r\nHost: x\r\n\r\n");
            var taken = MOST + each + 1;
            await().until(() -> server.held.size() == taken && server.connections.waiting() == 0);
        }
        var come = List.of(server.send(PROBE), server.send(PROBE), server.send(PROBE));
        server.connections.sweep();
        assertThat(server.connections.count()).isEqualTo(MOST + SPARE);
        server.letGo();
        for (var connection : come) {
            assertThat(TestServer.readAll(connection)).startsWith("HTTP/1.1 200 OK");
        }
    }

    /** The event loop has not read what they sent: it cannot tell yet who could make room for whom. */
    @Test
    void whoComesBeforeOthersAreListenedToIsAnswered() throws IOException {
        server.send("GET /blocking HTTP/1.1\r\nHost: x\r\n\r\n");
        await().until(() -> server.isBlocked);
        var probes = new ArrayList<Socket>();
        for (var each = 0; each < 5 * (MOST + SPARE); each++) {
            probes.add(server.send(PROBE));
        }
        awaitOpen(MOST + SPARE);
        server.goesOn = true;
        for (var probe : probes) {
            assertThat(TestServer.readAll(probe)).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void whoWaitsForAPlaceIsLeftWhenTheServerEnds() throws IOException {
        serve(MOST);
        for (var each = 0; each < SPARE; each++) {
            server.send("GET /health/held HTTP/1.1\r\nHost: x\r\n\r\n");
            var taken = MOST + each + 1;
            await().until(() -> server.held.size() == taken);
        }
        var waiting = server.send("");
        server.vertx().close();
        assertThat(TestServer.readAll(waiting)).isEmpty();
    }

    @Test
    void noMoreThanAllPlacesAreTaken() throws IOException {
        serve(MOST);
        for (var each = 0; each < SPARE; each++) {
            server.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        var most = 0;
        for (var each = 0; each < 50; each++) {
            server.send("GE");
            most = Math.max(most, server.connections.count());
        }
        assertThat(most).isBetween(MOST, MOST + SPARE);
    }

    @Test
    void manyShortLinesOfAHeadAreTooMany() throws IOException {
        var connection = server.send("GET / HTTP/1.1\r\n" + "a:b\r\n".repeat(500));
        assertThat(TestServer.readAll(connection)).isEmpty();
        assertThat(server.ends).containsOnlyKeys(ConnectionEnd.TOO_MANY_LINES);
        server.awaitNothing();
    }

    @Test
    void soAreThoseOfATrailerAndOfARequestSentAhead() throws IOException {
        var lines = "a:b\r\n".repeat(500);
        TestServer.readAll(
                server.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n" + lines));
        TestServer.readAll(server.send(HELD + "GET / HTTP/1.1\r\n" + lines));
        assertThat(server.ends).isEqualTo(Map.of(ConnectionEnd.TOO_MANY_LINES, 2));
        server.awaitNothing();
    }

    @Test
    void linesOfABodyAreNotCounted() throws IOException {
        var body = "\n".repeat(10_000);
        assertThat(TestServer.read(server.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10000\r\n\r\n" + body),
                "length=10000"))
                .startsWith("HTTP/1.1 200 OK");
        assertThat(TestServer.read(server.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2710\r\n" + body
                + "\r\n0\r\nx: y\r\n\r\n"), "length=10000")).startsWith("HTTP/1.1 200 OK");
        assertThat(TestServer.read(server.send("GET / HTTP/1.1\r\nHost: x\r\n" + "a: b\r\n".repeat(90) + "\r\n"), "length=-1"))
                .startsWith("HTTP/1.1 200 OK");
    }

    @Test
    void aFewRequestsMayBeSentAheadAndAreAnsweredInTurn() throws IOException {
        var connection = server.send(GET.repeat(Http1Exchanges.MOST_AHEAD - 1) + HELD);
        await().until(() -> server.held.size() == 1);
        server.letGo();
        assertThat(TestServer.read(connection, "held").split("HTTP/1.1 200 OK")).hasSize(Http1Exchanges.MOST_AHEAD + 1);
    }

    @Test
    void manyMayNot() throws IOException {
        TestServer.readAll(server.send(HELD + GET.repeat(10_000)));
        assertThat(server.ends).containsOnlyKeys(ConnectionEnd.TOO_FAR_AHEAD);
        server.awaitNothing();
    }

    private Socket answered() throws IOException {
        return answered(1);
    }

    private Socket answered(int waiting) throws IOException {
        var connection = server.send(GET);
        assertThat(TestServer.read(connection, "length=-1")).startsWith("HTTP/1.1 200 OK");
        awaitWaiting(waiting);
        return connection;
    }

    private List<Socket> serve(int count) throws IOException {
        var served = new ArrayList<Socket>();
        for (var each = 0; each < count; each++) {
            served.add(server.send(HELD));
        }
        await().until(() -> server.held.size() == count && server.connections.waiting() == server.connections.count() - count);
        return served;
    }

    private void serveMore(int count) throws IOException {
        for (var each = 0; each < count; each++) {
            server.send(HELD);
            awaitOpen(MOST);
        }
        await().until(() -> server.held.size() == MOST && server.connections.waiting() == 0);
    }

    private void awaitOpen(int count) {
        await().until(() -> server.connections.count() == count);
    }

    private void awaitWaiting(int count) {
        await().until(() -> server.connections.waiting() == count);
    }
}
