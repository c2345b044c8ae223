package dev.neontasks.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies are of a size, come in time, and take no more memory than they may. */
class BodyGateTest {

    private TestServer server;

    @BeforeEach
    void begin() throws Exception {
        server = new TestServer(1000, 2);
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({ "/api/tasks, 65536", "/api/tasks/0, 65536", "/api/auth/sign-in, 16384", "/api/me/deletion, 16384",
            "/api/tasksandmore, 16384", "/, 16384", "/api/auth/../tasks, 65536" })
    void areAsLargeAsTheirPathTakes(String path, int most) throws IOException {
        var detail = "The body is larger than %d KiB.".formatted(most / 1024);
        for (var largest : new String[] { announced(path, most), chunked(path, most) }) {
            var connection = server.send(largest);
            assertThat(TestServer.read(connection, "length=" + most)).startsWith("HTTP/1.1 200 OK");
            connection.close();
        }
        for (var larger : new String[] { announced(path, most + 1), chunked(path, most + 1), announced(path, 1_000_000),
                chunked(path, 1_000_000), head(path, "Content-Length: 99999999999"),
                head(path, "Content-Length: 999999\r\nExpect: 100-continue") }) {
            var connection = server.send(larger);
            assertThat(TestServer.read(connection, "}")).startsWith("HTTP/1.1 413 Request Entity Too Large")
                    .contains("application/problem+json", "about:blank", "connection: close", detail);
            connection.close();
        }
        server.awaitNothing();
    }

    /** Nor is the answer lost to who does not look for one before all is sent. */
    @Test
    void whoIsRefusedMaySendTheRestAndIsThenClosed() throws IOException {
        var connection = server.send(announced("/", 5_000_000));
        assertThat(TestServer.readAll(connection)).startsWith("HTTP/1.1 413 ");
        assertThat(server.ends).isEmpty();
        var other = server.send(head("/", "Content-Length: 5000000"));
        TestServer.read(other, "}");
        await().until(() -> server.connections.waiting() == 1);
        server.clock.pass(Duration.ofSeconds(2));
        server.connections.sweep();
        TestServer.readAll(other);
        assertThat(server.ends).containsOnlyKeys(ConnectionEnd.UNREAD_BODY);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Content-Length: 1000\r\n\r\n{", "Content-Length: 1\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n0\r\nx: y", "Content-Length: 9\r\nExpect: 100-continue\r\n\r\n" })
    void whatIsNotThereInTimeIsAnswered(String begun) throws IOException {
        var connection = server.send("POST /api/tasks HTTP/1.1\r\nHost: x\r\n" + begun);
        await().until(() -> server.budget.unfinished() == 1);
        server.clock.pass(Duration.ofMillis(9_999));
        server.budget.sweep();
        assertThat(server.budget.unfinished()).isOne();
        server.clock.pass(Duration.ofMillis(1));
        server.budget.sweep();
        assertThat(TestServer.read(connection, "}")).contains("HTTP/1.1 408 Request Timeout", "application/problem+json",
                "about:blank", "connection: close", "The body did not arrive in time.");
        connection.close();
        server.awaitNothing();
    }

    @Test
    void slowlyIsNotTooSlowly() throws IOException {
        var connection = server.send(head("/api/tasks", "Content-Length: 60000"));
        for (var part = 0; part < 8; part++) {
            var sent = part + 1;
            connection.getOutputStream().write(new byte[7500]);
            await().until(() -> server.budget.taken() == 0
                    || server.budget.taken() == BodyBudget.OF_REQUEST + 7500L * sent);
            server.clock.pass(Duration.ofSeconds(1));
            server.budget.sweep();
        }
        assertThat(TestServer.read(connection, "length=60000")).startsWith("HTTP/1.1 200 OK");
    }

    @Test
    void whoWaitsToBeToldIsTold() throws IOException {
        var connection = server.send(head("/", "Content-Length: 2\r\nExpect: 100-continue"));
        assertThat(TestServer.read(connection, "\r\n\r\n")).startsWith("HTTP/1.1 100 Continue");
        connection.getOutputStream().write("{}".getBytes());
        assertThat(TestServer.read(connection, "length=2")).startsWith("HTTP/1.1 200 OK");
        connection.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
        assertThat(TestServer.read(connection, "length=-1")).startsWith("HTTP/1.1 200 OK");
    }

    /** What has arrived counts, so that who announces much and sends nothing keeps nobody out. */
    @Test
    void theLongestOnItsWayGivesWay() throws IOException {
        var begun = new ArrayList<Socket>();
        for (var each = 0; each < 56; each++) {
            var unfinished = Math.min(each + 1, (int) (TestServer.BUDGET / BodyBudget.OF_REQUEST));
            begun.add(server.send(head("/api/tasks", "Content-Length: 65536")));
            await().until(() -> server.budget.unfinished() == unfinished && server.connections.count() >= unfinished);
        }
        assertThat(TestServer.read(server.send(announced("/api/tasks", 60_000)), "length=60000")).startsWith("HTTP/1.1 200 OK");
        for (var connection : begun.subList(0, 24)) {
            assertThat(TestServer.read(connection, "}")).startsWith("HTTP/1.1 503 Service Unavailable").contains(
                    "retry-after: 1",
                    "/problems/overloaded", "connection: close", "More is being sent to the service than it can take at once.");
        }
        assertThat(server.budget.taken()).isLessThanOrEqualTo(TestServer.BUDGET);
    }

    @Test
    void whatIsWholeCountsUntilItIsAnsweredAndGivesNoWay() throws IOException {
        var held = new ArrayList<Socket>();
        for (var each = 1; each <= 16; each++) {
            var whole = each;
            held.add(server.send(announced("/held", 16_384)));
            await().until(() -> server.budget.taken() == 16_384L * whole && server.budget.unfinished() == 0);
        }
        for (var each = 0; each < 4; each++) {
            server.send(announced("/api/tasks", 65_536).substring(0, 60_000));
        }
        await().until(() -> server.budget.unfinished() > 0);
        server.letGo();
        for (var connection : held) {
            assertThat(TestServer.read(connection, "held")).startsWith("HTTP/1.1 200 OK");
        }
        await().until(() -> server.budget.taken() <= 4 * (BodyBudget.OF_REQUEST + 60_000L));
    }

    /** However many are waiting for the database. */
    @Test
    void largeOnesLeaveRoomForSmallOnes() throws IOException {
        for (var large = 0; large < 9; large++) {
            var held = large;
            var connection = server.send(announced("/api/tasks/held", 65_536));
            await().until(() -> server.held.size() == held + 1 || connection.getInputStream().available() > 0);
        }
        var large = server.held.size();
        for (var small = 1; small <= 4; small++) {
            var sum = large + small;
            server.send(announced("/held", 16_384));
            await().until(() -> server.held.size() == sum);
        }
        assertThat(server.budget.taken()).isLessThanOrEqualTo(TestServer.BUDGET);
        server.letGo();
        await().until(() -> server.budget.taken() == 0);
    }

    @Test
    void oneConnectionDoesNotHoldThemAll() throws IOException {
        var connection = server.send(Http2Frames.begin().text());
        connection.getOutputStream().write(large(new Http2Frames(), 1).bytes());
        await().until(() -> server.held.size() == 1);
        connection.getOutputStream().write(large(new Http2Frames(), 3).bytes());
        var refused = Http2Frames.read(connection, Http2Frames.DATA);
        assertThat(refused.stream()).isEqualTo(3);
        assertThat(new String(refused.payload(), StandardCharsets.UTF_8)).contains("/problems/overloaded");
        assertThat(TestServer.read(server.send(announced("/api/tasks", 65_536)), "length=65536")).startsWith("HTTP/1.1 200 OK");
        server.letGo();
        assertThat(Http2Frames.read(connection, Http2Frames.DATA).stream()).isOne();
    }

    private static Http2Frames large(Http2Frames frames, int stream) {
        frames.post(stream, 0, "/api/tasks/held");
        for (var part = 0; part < 3; part++) {
            frames.add(Http2Frames.DATA, 0, stream, new byte[15_000]);
        }
        return frames.add(Http2Frames.DATA, Http2Frames.END_STREAM, stream, new byte[15_000]);
    }

    /** Who has one upload on its way is not in the way of those who begin many. */
    @Test
    void whoHasMostOnTheirWayGivesWayFirst() throws IOException {
        var slow = server.send(head("/api/tasks", "Content-Length: 65536"));
        await().until(() -> server.budget.unfinished() == 1);
        var frames = Http2Frames.begin();
        for (var stream = 0; stream < 5; stream++) {
            frames.post(2 * stream + 1, 0, "/api/tasks");
        }
        var refused = new ArrayList<Socket>();
        for (var each = 0; each < 8; each++) {
            refused.add(server.send(frames.text()));
        }
        await().until(() -> server.budget.unfinished() == TestServer.BUDGET / BodyBudget.OF_REQUEST);
        assertThat(new String(Http2Frames.read(refused.get(0), Http2Frames.DATA).payload(), StandardCharsets.UTF_8))
                .contains("/problems/overloaded");
        slow.getOutputStream().write(new byte[65_536]);
        assertThat(TestServer.read(slow, "length=65536")).startsWith("HTTP/1.1 200 OK");
    }

    /** However a request ends, nothing is left of it. */
    @Test
    void nothingIsLeftOfARequestHoweverItEnds() throws Exception {
        var lingering = announced("/held", 100);
        for (var sent : new String[] { "", "G", "GET / HTTP/1.1\r\nHo", "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.0\r\n\r\n",
                "NONSENSE\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nx: " + "y".repeat(10_000) + "\r\n\r\n",
                "GET /" + "y".repeat(5_000) + " HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", announced("/", 100), chunked("/", 100),
                announced("/failing", 100), "POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\nhalf", announced("/", 20_000),
                chunked("/", 20_000), announced("/", 16_000).substring(0, 9_000), chunked("/", 16_000).substring(0, 9_000),
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", lingering,
                lingering + announced("/", 9),
                announced("/", 9) + announced("/", 20_000) + announced("/", 9),
                head("/", "Content-Length: 9\r\nExpect: 100-continue"),
                head("/", "Content-Length: 99999\r\nExpect: 100-continue"), "GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(20),
                "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n", head("/", "Connection: Upgrade\r\nUpgrade: websocket"),
                head("/",
                        "Content-Length: 9\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__"),
                Http2Frames.begin().text(), Http2Frames.begin().post(1, 0, "/").text(),
                Http2Frames.begin().post(1, Http2Frames.END_STREAM, "/held").text(),
                Http2Frames.begin().post(1, 0, "/").add(Http2Frames.DATA, 0, 1, new byte[9000]).text(),
                Http2Frames.begin().post(1, 0, "/").add(Http2Frames.DATA, 0, 1, new byte[9000])
                        .add(Http2Frames.RST_STREAM, 0, 1, new byte[4]).text(),
                Http2Frames.begin().post(1, 0, "/").add(Http2Frames.DATA, 0, 1, new byte[9000])
                        .add(Http2Frames.DATA, Http2Frames.END_STREAM, 1, new byte[9000]).text(),
                Http2Frames.begin().add(Http2Frames.DATA, 0, 1, new byte[9]).text() }) {
            for (var way = 0; way < 3; way++) {
                var connection = server.send(sent);
                // Gone at once; gone and reset; gone after what came by then.
                connection.setSoLinger(way == 1, 0);
                if (way == 2) {
                    readFor(connection, 50);
                }
                connection.close();
            }
        }
        server.letGo();
        server.awaitNothing();
    }

    private static void readFor(Socket connection, int millis) throws IOException {
        connection.setSoTimeout(millis);
        try {
            TestServer.readAll(connection);
        } catch (SocketTimeoutException e) {
            // Nobody answers all of them.
        }
    }

    private static String head(String path, String headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n\r\n";
    }

    private static String announced(String path, int length) {
        return head(path, "Content-Length: " + length) + " ".repeat(length);
    }

    private static String chunked(String path, int length) {
        return head(path, "Transfer-Encoding: chunked") + Integer.toHexString(length) + "\r\n" + " ".repeat(length)
                + "\r\n0\r\nx: y\r\n\r\n";
    }
}
