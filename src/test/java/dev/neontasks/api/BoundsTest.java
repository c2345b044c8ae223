package dev.neontasks.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import com.sun.management.OperatingSystemMXBean;

import dev.neontasks.BehindAProxy;
import dev.neontasks.Nasty;
import dev.neontasks.Person;

/** Every text of a request at ten times its bound, or as long as a request can be, and made of what costs most. */
@QuarkusTest
@TestProfile(BehindAProxy.class)
class BoundsTest {

    /** Of all threads, the compiler's and the collector's too: a hundred times what any of these needs. */
    private static final Duration MOST = Duration.ofSeconds(1);
    /** What a request may hold besides its body is 20 KiB, and 4 KiB in its first line. */
    private static final int HEADER = 15_000;
    private static final int LINE = 3_500;
    /** What is echoed of a request, its path among it. */
    private static final int ANSWER = 4_500;

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .build();
    private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory
            .getOperatingSystemMXBean();

    /** One for all: sign-ups are limited here. */
    private static Person ann;
    private static String task;

    @BeforeEach
    void begin() {
        if (ann == null) {
            ann = Person.signedUp();
            task = "/api/tasks/" + ann.has("Milk").getString("id");
        }
    }

    @ParameterizedTest
    @MethodSource
    void aMemberOfABody(String method, String path, String body, int status, String field) throws Exception {
        var answer = send(request(path.replace("{task}", task)).method(method, BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).hasSizeLessThan(ANSWER).contains(field.isEmpty() ? "" : "\"field\":\"" + field + "\"")
                .doesNotContain("n".repeat(65));
    }

    static Stream<Arguments> aMemberOfABody() {
        var signIn = "/api/auth/sign-in";
        var signUp = "/api/auth/sign-up";
        var password = ",\"password\":\"" + Person.PASSWORD + "\"";
        var accounts = Stream.of(
                Arguments.of("POST", signIn, "{\"email\":\"" + Nasty.marks(2540) + "\"" + password + "}", 401, ""),
                Arguments.of("POST", signIn, "{\"email\":\"a@b\",\"password\":\"" + Nasty.marks(1280) + "\"}", 401, ""),
                Arguments.of("POST", signIn, "{\"email\":\"a@b\",\"password\":\"" + Nasty.marks(7500) + "\"}", 401, ""),
                Arguments.of("POST", signUp, "{\"email\":\"" + Nasty.marks(2540) + "\"" + password + "}", 422, "email"),
                Arguments.of("POST", signUp, "{\"email\":\"a@b\",\"password\":\"" + Nasty.marks(1280) + "\"}", 422, "password"),
                Arguments.of("POST", signUp, "{\"email\":\"a@b\",\"name\":\"" + Nasty.marks(1000) + "\"" + password + "}", 422,
                        "name"),
                Arguments.of("POST", "/api/me/deletion", "{\"password\":\"" + Nasty.marks(1280) + "\"}", 401, ""));
        var tasks = Stream.of("POST /api/tasks", "PUT {task}", "PATCH {task}").map(call -> call.split(" "))
                .flatMap(call -> Stream.of(
                        Arguments.of(call[0], call[1], "{\"title\":\"" + Nasty.marks(2000) + "\"}", 422, "title"),
                        Arguments.of(call[0], call[1], "{\"title\":\"a\",\"description\":\"" + Nasty.marks(30_000) + "\"}", 422,
                                "description"),
                        Arguments.of(call[0], call[1], "{\"title\":\"a\",\"dueOn\":\"2026-12-24" + "0".repeat(60_000) + "\"}",
                                400, "dueOn"),
                        Arguments.of(call[0], call[1], "{\"title\":\"a\",\"dueOn\":" + "9".repeat(60_000) + "}", 400, ""),
                        Arguments.of(call[0], call[1], "{\"title\":\"a\",\"completed\":1e999999999}", 400, "completed"),
                        Arguments.of(call[0], call[1], "{\"title\":\"a\",\"completed\":" + "9".repeat(60_000) + "}", 400, ""),
                        Arguments.of(call[0], call[1], "{\"title\":\"a\",\"" + "n".repeat(60_000) + "\":1}", 400, ""),
                        Arguments.of(call[0], call[1], "{\"title\":\"a\",\"" + "n".repeat(1000) + "\":1}", 400, ""),
                        Arguments.of(call[0], call[1], "{\"title\":\"a\",\"" + "n".repeat(80) + "\":1}", 400, "n".repeat(64)),
                        Arguments.of(call[0], call[1], "{\"title\":\"a\",\"\\ud800\":1}", 400, ""),
                        Arguments.of(call[0], call[1],
                                "{\"title\":\"a\",\"id\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}",
                                400, ""),
                        Arguments.of(call[0], call[1], "{\"title\":\"a\",\"id\":" + "{\"a\":".repeat(9_000), 400, "")));
        return Stream.concat(accounts, tasks);
    }

    /** In the query and the path. */
    @ParameterizedTest
    @MethodSource
    void aPartOfAnAddress(String path, String field) throws Exception {
        var answer = send(request(path).GET());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).hasSizeLessThan(ANSWER).contains("\"field\":\"" + field)
                .doesNotContain("n".repeat(65));
    }

    static Stream<Arguments> aPartOfAnAddress() {
        var marks = URLEncoder.encode(Nasty.marks(500), StandardCharsets.UTF_8);
        return Stream.of(Arguments.of("/api/tasks?q=" + "a".repeat(1000), "q"), Arguments.of("/api/tasks?q=" + marks, "q"),
                Arguments.of("/api/tasks?q=" + "a".repeat(101), "q"),
                Arguments.of("/api/tasks?cursor=" + "A".repeat(430), "cursor"),
                Arguments.of("/api/tasks?cursor=" + "A".repeat(LINE), "cursor"),
                Arguments.of("/api/tasks?limit=" + "1".repeat(LINE), "limit"),
                Arguments.of("/api/tasks?completed=" + "t".repeat(LINE), "completed"),
                Arguments.of("/api/tasks?" + "n".repeat(LINE) + "=1", "nnn"),
                Arguments.of("/api/tasks?" + marks + "=1", "\u0301"),
                Arguments.of("/api/tasks?" + "a&".repeat(LINE / 2), "a"),
                Arguments.of("/api/tasks/" + "0".repeat(360), "id"), Arguments.of("/api/tasks/" + "1-".repeat(LINE / 2), "id"));
    }

    @ParameterizedTest
    @MethodSource
    void aHeader(String method, String path, String name, String value, int status) throws Exception {
        var request = request(path.replace("{task}", task)).setHeader(name, value).method(method,
                method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{\"title\":\"a\"}"));
        var answer = send(request);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("X-Request-Id").orElseThrow()).hasSizeLessThan(129);
    }

    static Stream<Arguments> aHeader() {
        var tags = Stream.of(of("\""), of("\"\" "), of("\"a\" x"), of("W/\""), "\"" + of("a"), of(","), of(", "), of("x"))
                .flatMap(value -> Stream.of(Arguments.of("PUT", "{task}", "If-Match", value, 412),
                        Arguments.of("GET", "{task}", "If-None-Match", value, 200)));
        var tokens = Stream.of(of("a"), of("."), "a." + of("a") + ".a", nested("{\"alg\":\"ES256\",\"kid\":\"a\"}"),
                nested("{\"alg\":\"none\"}"), nested("[".repeat(3000)), of("=")).map(
                        value -> Arguments.of("GET", "/api/me", "Authorization", "Bearer " + value, 401));
        var cookies = Stream.of(of("A"), of("="), of("\""), of("; a=b"), of(";"))
                .map(value -> Arguments.of("POST", "/api/auth/refresh", "Cookie", "__Secure-refresh_token=" + value, 401));
        var accepted = Stream.of(of("a/b;q=0.1,"), of(";"), of("; "), of(";q=0"), of(","), of("*/*,"), of("text/html;q=0."))
                .flatMap(value -> Stream.of(Arguments.of("GET", "/openapi", "Accept", value, 200),
                        Arguments.of("GET", "/api/nothing", "Accept", value, 404),
                        Arguments.of("GET", "/api/status", "Accept-Encoding", value, 200)));
        var origins = Stream.of(of("a"), "https://" + of("a."), of("[")).flatMap(value -> Stream.of(
                Arguments.of("POST", "/api/auth/refresh", "Origin", value, 401),
                Arguments.of("POST", "/api/auth/refresh", "Sec-Fetch-Site", value, 401),
                Arguments.of("GET", "/api/status", "X-Request-Id", value, 200)));
        var addresses = Stream.of(of(","), of("::"), of("127.0.0.1,"), of("1.1.1.1:1,"), of(":1"), of("]:1"))
                .map(value -> Arguments.of("POST", "/api/auth/refresh", "X-Forwarded-For", value, 401));
        var types = Stream.of("application/json;" + of("a=b;"), "application/json" + of(";"), of("a/b"))
                .map(value -> Arguments.of("GET", "/api/tasks", "Content-Type", value, 200));
        return Stream.of(tags, tokens, cookies, accepted, origins, addresses, types).flatMap(rows -> rows);
    }

    /** Even if it holds the right one. */
    @Test
    void moreTagsThanAnybodyHas() throws Exception {
        var tag = ann.asks().get(task).header("ETag");
        var few = tag + ", " + tag;
        var many = tag + ", \"x\"".repeat(1000);
        assertThat(send(request(task).header("If-None-Match", few).GET()).statusCode()).isEqualTo(304);
        assertThat(send(request(task).header("If-None-Match", many).GET()).statusCode()).isEqualTo(200);
        var content = BodyPublishers.ofString("{\"title\":\"a\"}");
        assertThat(send(request(task).header("If-Match", many).PUT(content)).statusCode()).isEqualTo(412);
        assertThat(send(request(task).header("If-Match", few).PUT(content)).statusCode()).isEqualTo(200);
    }

    private static String of(String part) {
        return part.repeat(HEADER / part.length()).strip();
    }

    /** A token with claims in claims. */
    private static String nested(String head) {
        var base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString(head.getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString(
                        ("{\"a\":" + "[".repeat(4000) + "]".repeat(4000) + "}").getBytes(StandardCharsets.UTF_8))
                + "." + base64.encodeToString(new byte[64]);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Authorization", "Bearer " + ann.token()).header("Content-Type", "application/json")
                .header("Accept", path.startsWith("/api") ? "application/json" : "text/html");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var begun = PROCESS.getProcessCpuTime();
        var answer = HTTP.send(request.build(), BodyHandlers.ofString());
        var took = Duration.ofNanos(PROCESS.getProcessCpuTime() - begun);
        assertThat(took).isLessThan(MOST);
        return answer;
    }
}
