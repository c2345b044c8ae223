package dev.neontasks.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.buffer.Buffer;

import dev.neontasks.Person;
import dev.neontasks.TestDatabase;

/** Whatever is wrong, and whoever notices it: a problem document, RFC 9457. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ProblemsTest {

    Person ann;

    @BeforeEach
    void begin() {
        ann = Person.signedUp();
    }

    @Test
    void anUnknownPathIsNotFoundForEveryone() {
        for (var path : new String[] { "/api", "/api/nothing", "/api/tasks/a/b", "/api/auth/nothing" }) {
            plain(given().get(path).then(), 404);
            plain(ann.asks().get(path).then(), 404);
        }
    }

    @Test
    void anUnknownMethodIsNotAllowed() {
        plain(ann.asks().delete("/api/tasks").then(), 405);
        plain(given().get("/api/auth/sign-in").then(), 405);
    }

    /** RFC 9110, section 15.5.6. A HEAD is a GET without its body, and everything may be asked for its OPTIONS. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PATCH  | /api/tasks                   | GET, HEAD, OPTIONS, POST
            DELETE | /api/tasks                   | GET, HEAD, OPTIONS, POST
            POST   | /api/tasks/1                 | DELETE, GET, HEAD, OPTIONS, PATCH, PUT
            GET    | /api/auth/sign-in            | OPTIONS, POST
            HEAD   | /api/auth/sign-up            | OPTIONS, POST
            PUT    | /api/me                      | GET, HEAD, OPTIONS, PATCH
            DELETE | /api/me/export               | GET, HEAD, OPTIONS
            GET    | /api/me/deletion             | OPTIONS, POST
            POST   | /api/status                  | GET, HEAD, OPTIONS
            GET    | /api/status/verify           | OPTIONS, POST
            POST   | /api/status/history          | GET, HEAD, OPTIONS
            POST   | /.well-known/jwks.json       | GET, HEAD, OPTIONS
            """)
    void whichMethodsThereAreIsSaidToWhoAsksForAnother(String method, String path, String methods) {
        ann.asks().request(method, path).then().statusCode(405).header("Allow", methods);
        given().options(path).then().statusCode(204).header("Allow", methods);
    }

    @ParameterizedTest
    @ValueSource(strings = { "//api/tasks", "/x/../api/tasks", "/%61pi/tasks", "/api/t%61sks", "/api/tasks/" })
    void soItIsHoweverThePathIsWritten(String path) throws IOException {
        for (var method : new String[] { "DELETE", "OPTIONS" }) {
            assertThat(raw(method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                    + ann.token() + "\r\n\r\n")).contains(method.equals("OPTIONS") ? " 204 " : " 405 ")
                    .containsIgnoringCase("\r\nallow: GET, HEAD, OPTIONS, POST\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "/sign-in", "/health/live", "/health", "/openapi", "/docs/", "/assets/x.js", "/nothing" })
    void soItIsWhereNoResourceIs(String path) {
        for (var method : new String[] { "POST", "PUT", "PATCH", "DELETE" }) {
            var answer = given().request(method, path);
            assertThat(answer.statusCode() == 405 ? answer.header("Allow") : "").as(method).isNotNull();
        }
    }

    @Test
    void whereThereIsNothingThereAreNoOptions() {
        for (var path : new String[] { "/api/nothing", "/api/tasks/a/b", "/api/auth/nothing" }) {
            plain(given().options(path).then(), 404);
        }
    }

    @Test
    void aCompressedBodyIsNotTaken() {
        for (var coding : new String[] { "gzip", "x-gzip", "br", "deflate", "identity, gzip" }) {
            plain(ann.asks().contentType("application/json").header("Content-Encoding", coding)
                    .body(new byte[] { 0x1f, (byte) 0x8b, 8, 0 }).post("/api/tasks").then(), 415)
                    .header("Accept-Encoding", "identity");
        }
        ann.asks().contentType("application/json").header("Content-Encoding", "identity").body("{\"title\":\"x\"}")
                .post("/api/tasks").then().statusCode(201);
        ann.asks().header("Content-Encoding", "gzip").get("/api/tasks").then().statusCode(200);
    }

    /** As many as RFC 9110, section 11.4, lets somebody write. */
    @ParameterizedTest
    @ValueSource(strings = { "Bearer  ", "Bearer      ", "bearer ", "BEARER  " })
    void blanksBeforeATokenAreNoPartOfIt(String scheme) {
        given().header("Authorization", scheme + ann.token()).get("/api/tasks").then().statusCode(200);
    }

    @Test
    void anotherMediaTypeIsNotTaken() {
        plain(ann.asks().contentType("text/plain").body("title").post("/api/tasks").then(), 415);
        plain(ann.asks().contentType("application/xml").body("<a/>").post("/api/tasks").then(), 415);
        plain(ann.asks().accept("image/png").get("/api/tasks").then(), 406);
    }

    @Test
    void theMediaTypeOfNoBodyDoesNotMatter() {
        ann.asks().contentType("text/html").get("/api/tasks").then().statusCode(200);
    }

    @Test
    void aBodyBeyondItsPathsSizeIsTooLarge() {
        for (var length : new int[] { 65_537, 5_000_000 }) {
            plain(ann.adds("{}" + " ".repeat(length - 2)), 413).body("detail", is("The body is larger than 64 KiB."));
        }
        for (var path : new String[] { "/api/auth/sign-in", "/api/me/deletion" }) {
            plain(ann.asks().contentType("application/json").body("{}" + " ".repeat(16_383)).post(path).then(), 413)
                    .body("detail", is("The body is larger than 16 KiB."));
        }
    }

    @Test
    void oneOfJustThatSizeIsNot() {
        ann.adds("{\"title\":\"x\"}" + " ".repeat(65_536 - 13)).statusCode(201);
        given().contentType("application/json").body("{}" + " ".repeat(16_382)).post("/api/auth/sign-in").then()
                .statusCode(422);
    }

    /** However it is written: each of its characters as two escapes of six letters. */
    @Test
    void theLargestTaskFits() {
        var grin = "\\ud83d\\ude00";
        ann.adds("{\"title\":\"" + grin.repeat(200) + "\",\"description\":\"" + grin.repeat(4000) + "\"}").statusCode(201);
    }

    /** Nor does what is left of it keep the connection's other requests from being read. */
    @Test
    void soItIsOnAConnectionThatManyShare() throws Exception {
        var headers = Map.of("Authorization", "Bearer " + ann.token(), "Content-Type", "application/json");
        try (var connection = new HttpTwo(RestAssured.port)) {
            for (var time = 0; time < 3; time++) {
                var answer = connection.post("/api/tasks", headers, Buffer.buffer(new byte[5_000_000]));
                assertThat(answer.status()).isEqualTo(413);
                assertThat(answer.headers()).containsEntry("content-type", "application/problem+json")
                        .doesNotContainKey("connection");
                assertThat(answer.body()).contains("about:blank");
            }
            var large = Buffer.buffer("{\"title\":\"x\"}" + " ".repeat(65_000));
            assertThat(connection.post("/api/tasks", headers, large).status()).isEqualTo(201);
        }
    }

    @Test
    void soIsOneThatDoesNotSayItsLength() throws IOException {
        var chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        assertThat(raw("POST /api/tasks HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + ann.token()
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(2) + "0\r\n\r\n"))
                .contains("413 Request Entity Too Large").contains("application/problem+json").contains("about:blank");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api/tasks/%zz", "/api/tasks?q=%zz", "/api/tasks/%00", "/api/tasks?limit=%" })
    void aPathThatCannotBeDecodedIsMalformed(String path) throws IOException {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer " + ann.token()
                + "\r\n\r\n")).contains("400 Bad Request").contains("application/problem+json")
                .contains("/problems/malformed-request").containsPattern("\"instance\":\"/api/tasks[^\"]*#[0-9a-f-]{36}\"")
                .containsIgnoringCase("x-content-type-options: nosniff").containsIgnoringCase("cache-control: no-store")
                .containsIgnoringCase("content-security-policy: default-src 'none'")
                .containsPattern("(?i)x-request-id: [0-9a-f-]{36}");
    }

    /** Which fails before any filter, so that nobody knows where it was to lead. */
    @ParameterizedTest
    @ValueSource(strings = { "/api/%zz", "//api/%zz", "/%61pi/%zz", "/%" })
    void soIsOneOfAnyPathAndItsConnectionEnds(String path) throws IOException {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nX-Request-Id: abc-123\r\n\r\n")).contains("400 Bad Request")
                .contains("/problems/malformed-request").contains("\"instance\":\"" + path + "#abc-123\"")
                .containsIgnoringCase("x-request-id: abc-123").containsIgnoringCase("cache-control: no-store")
                .containsIgnoringCase("connection: close");
    }

    /** Which the HTTP layer answers by itself. */
    @ParameterizedTest
    @ValueSource(strings = { "X-One: a\u0001b", "X-One: a\u0000b", "X One: a", "Content-Length: -1",
            "Content-Length: 1\r\nContent-Length: 2" })
    void aHeadThatBreaksTheRulesIsMalformed(String line) throws IOException {
        assertThat(raw("GET /api/tasks?q=1 HTTP/1.1\r\nHost: x\r\n" + line + "\r\n\r\n")).contains("400 Bad Request")
                .contains("application/problem+json").contains("/problems/malformed-request")
                .containsPattern("\"instance\":\"/api/tasks#[0-9a-f-]{36}\"").containsPattern("(?i)x-request-id: [0-9a-f-]{36}")
                .containsIgnoringCase("cache-control: no-store").containsIgnoringCase("x-content-type-options: nosniff")
                .containsIgnoringCase("connection: close");
        assertThat(raw("HEAD /api/tasks HTTP/1.1\r\nHost: x\r\n" + line + "\r\n\r\n")).contains("400 Bad Request")
                .endsWith("\r\n\r\n");
    }

    /** Each gets its own answer, in turn. */
    @Test
    void soItIsBehindOneThatIsNot() throws IOException {
        assertThat(raw("HEAD /health/live HTTP/1.1\r\nHost: x\r\n\r\nGET /api/tasks HTTP/1.1\r\nX One: a\r\n\r\n"))
                .containsSubsequence("200 OK", "400 Bad Request", "/problems/malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "Host:\r\n", "Host: x\r\nHost: y\r\n", "Host: x\r\nHost: x\r\n", "Host: x, y\r\n",
            "Host: a@x\r\n",
            "Host: x/y\r\n", "Host: x y\r\n", "Host: x:99999999\r\n", "Host: x:y\r\n", "Host: [\r\n", "Host: [::1\r\n",
            "Host: %zz\r\n",
            "Host: \"\r\n", "Host: x:\r\nHost: y:\r\n", "Host: ?\r\n", "Host: #\r\n", "Host: \\\r\n", "Host: x\t\ty\r\n" })
    void aRequestThatIsNotForOneHostIsMalformed(String hosts) throws IOException {
        assertThat(raw("GET /api/status HTTP/1.1\r\n" + hosts + "\r\n")).contains("400 Bad Request")
                .contains("application/problem+json").contains("/problems/malformed-request")
                .containsPattern("\"instance\":\"/api/status#[0-9a-f-]{36}\"").containsIgnoringCase("cache-control: no-store")
                .containsIgnoringCase("x-content-type-options: nosniff").containsIgnoringCase("connection: close");
    }

    @Test
    void soIsOneForAHostThatItsTargetIsNotOf() throws IOException {
        assertThat(raw("GET http://y/api/status HTTP/1.1\r\nHost: x\r\n\r\n")).contains("400 Bad Request")
                .contains("/problems/malformed-request");
        assertThat(raw("GET http://x:80/api/status HTTP/1.1\r\nHost: X:80\r\nConnection: close\r\n\r\n")).contains("200 OK");
    }

    /** As HAProxy asks, unless told otherwise. */
    @Test
    void httpOneDotZeroNeedsNoHost() throws IOException {
        assertThat(raw("GET /health/live HTTP/1.0\r\n\r\n")).contains("200 OK");
        assertThat(raw("GET /health/live HTTP/1.0\r\nHost: x\r\nHost: y\r\n\r\n")).contains("400 Bad Request");
    }

    @ParameterizedTest
    @ValueSource(strings = { "TRACE", "PROPFIND", "X-FOO" })
    void aMethodThatNothingHasIsNotImplemented(String method) {
        plain(given().request(method, "/api/status").then(), 501);
        plain(given().request(method, "/api/nothing").then(), 501);
    }

    @ParameterizedTest
    @ValueSource(strings = { "gzip, chunked", "identity, chunked" })
    void neitherIsABodyThatIsCodedInAnotherWayThanInChunks(String codings) throws IOException {
        assertThat(raw("POST /api/auth/sign-out HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: " + codings + "\r\n\r\n0\r\n\r\n"))
                .contains("501 Not Implemented").contains("about:blank");
    }

    @ParameterizedTest
    @ValueSource(strings = { "//api/status", "/x/../api/status", "/%61pi/status" })
    void nobodyKeepsAnAnswerHoweverItsPathIsWritten(String path) throws IOException {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")).contains("200 OK").containsIgnoringCase(
                "cache-control: no-store");
    }

    /** What the service answers, to the letter, to what no client library would send. */
    private static String raw(String request) throws IOException {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new StringBuilder();
            var buffer = new byte[8192];
            while (!answer.toString().endsWith("}")) {
                var count = socket.getInputStream().read(buffer);
                if (count < 0) {
                    break;
                }
                answer.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
            return answer.toString();
        }
    }

    @Test
    void namesTheRequest() {
        given().header("X-Request-Id", "abc-123").get("/api/nothing").then().header("X-Request-Id", "abc-123")
                .body("instance", is("/api/nothing#abc-123"));
        given().header("X-Request-Id", "a b\"{}").get("/api/nothing").then()
                .header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api/status", "/api/nothing", "/health/live", "/nothing", "/openapi" })
    void everyAnswerCarriesTheHeaders(String path) {
        given().get(path).then().header("X-Request-Id", notNullValue()).header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", notNullValue());
    }

    @Test
    void unauthenticatedIsAProblemToo() {
        given().get("/api/me").then().statusCode(401).header("WWW-Authenticate", startsWith("Bearer"))
                .contentType("application/problem+json").body("type", is("/problems/unauthenticated"))
                .body("title", notNullValue()).body("status", is(401)).body("detail", notNullValue())
                .body("$", not(hasKey("errors")));
    }

    @Test
    void aBadTokenOnAPublicPathIsIgnored() {
        given().auth().oauth2("garbage").get("/api/status").then().statusCode(200);
        given().auth().oauth2("garbage").contentType("application/json").body("{}").post("/api/auth/sign-in").then()
                .statusCode(422);
    }

    private static ValidatableResponse plain(ValidatableResponse answer, int status) {
        return answer.statusCode(status).contentType("application/problem+json").body("type", is("about:blank"))
                .body("status", is(status)).body("title", notNullValue()).body("detail", notNullValue())
                .body("instance", startsWith("/api")).body("$", not(hasKey("errors")));
    }
}
