package dev.neontasks.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;

import dev.neontasks.api.PublicPath;

class PageRoutesTest {

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private static final Vertx VERTX = Vertx.vertx();
    private static HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        var router = Router.router(VERTX);
        router.route().order(-1).handler(context -> {
            // As PublicPath does.
            context.put(PublicPath.class.getName(), context.request().getHeader("Under"));
            context.next();
        });
        new PageRoutes(PageFiles.in("test-page/")).register(router);
        server = VERTX.createHttpServer().requestHandler(router).listen(0, "localhost").toCompletionStage()
                .toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "/sign-in", "/a/path/of/the/page", "/apiary", "/index.html", "/?q=x" })
    void aPathOfNobodyElseIsThePage(String path) throws Exception {
        var answer = get(path, BROWSER, null);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("<title>page</title>");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-cache");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api", "/api/nothing", "/api/tasks/1", "/health/nothing", "/openapi", "/docs", "/docs/x",
            "/metrics",
            "/.well-known/nothing", "/problems/validation", "/q/nothing", "/assets/nothing.js", "/x/../api/y",
            "/assets/main-1.js.br" })
    void othersPathsAreNot(String path) throws Exception {
        assertThat(get(path, BROWSER, null).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = { "application/json", "*/*", "text/html;q=0", "text/htmlx" })
    void whoeverAsksForSomethingElseGetsNoPage(String accept) throws Exception {
        assertThat(get("/sign-in", accept, null).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsLongerThanAnyBrowserSendsNamesNothing() throws Exception {
        var more = ", x/y;q=0.1".repeat(100);
        assertThat(get("/sign-in", "text/html" + more, null).statusCode()).isEqualTo(404);
        assertThat(get("/assets/main-1.js", "*/*", "br" + more).headers().firstValue("Content-Encoding")).isEmpty();
    }

    @Test
    void onlyReadingIsAnswered() throws Exception {
        var post = request("/sign-in", BROWSER).POST(BodyPublishers.noBody());
        assertThat(http.send(post.build(), BodyHandlers.ofString()).statusCode()).isIn(404, 405);
    }

    @ParameterizedTest
    @CsvSource({ "POST, /, 405", "DELETE, /index.html, 405", "PUT, /assets/main-1.js, 405", "OPTIONS, /, 204",
            "OPTIONS, /assets/main-1.js, 204" })
    void whereAFileIsItSaysWhatCanBeDone(String method, String path, int status) throws Exception {
        var answer = http.send(request(path, BROWSER).method(method, BodyPublishers.noBody()).build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
    }

    @Test
    void headIsGetWithoutTheBody() throws Exception {
        var head = request("/sign-in", BROWSER).method("HEAD", BodyPublishers.noBody());
        var answer = http.send(head.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("ETag")).isPresent();
    }

    @Test
    void filesWithAHashInTheirNamesAreKeptForAYear() throws Exception {
        var answer = get("/assets/main-1.js", "*/*", null);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("public, max-age=31536000, immutable");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/javascript;charset=UTF-8");
    }

    @ParameterizedTest
    @CsvSource({ "/sw.js, text/javascript;charset=UTF-8", "/manifest.webmanifest, application/manifest+json",
            "/icon.png, image/png" })
    void filesWithNoneAreAskedForEachTime(String path, String type) throws Exception {
        var answer = get(path, "*/*", null);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(type);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-cache");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gzip, deflate, br, zstd | br   | brotli of main
            gzip                    | gzip | gzip of main
            br;q=0, GZIP;q=0.5      | gzip | gzip of main
            br; q=0.000, gzip;q=0   |      | export {}
            *                       |      | export {}
                                    |      | export {}
            """)
    void aFileComesInTheSmallestFormTheClientTakes(String accepted, String encoding, String body) throws Exception {
        var answer = get("/assets/main-1.js", "*/*", accepted);
        assertThat(answer.headers().firstValue("Content-Encoding").orElse(null)).isEqualTo(encoding);
        assertThat(answer.body().strip()).isEqualTo(body);
        assertThat(answer.headers().firstValue("Vary")).contains("Accept, Accept-Encoding");
    }

    @Test
    void anUnchangedPageIsNotSentAgain() throws Exception {
        var tag = get("/", BROWSER, "br").headers().firstValue("ETag").orElseThrow();
        assertThat(http.send(request("/", BROWSER).header("Accept-Encoding", "br").header("If-None-Match", tag).build(),
                BodyHandlers.ofString()).statusCode()).isEqualTo(304);
        assertThat(http.send(request("/", BROWSER).header("If-None-Match", tag).build(), BodyHandlers.ofString()).statusCode())
                .as("another form has another tag").isEqualTo(200);
    }

    @Test
    void withoutABuiltPageThereIsNone() {
        var none = PageFiles.in("no-such-folder/");
        assertThat(none.index()).isEmpty();
        assertThat(none.at("/index.html")).isEmpty();
    }

    @Test
    void underAPathThePageSaysSo() {
        var page = PageFiles.in("test-page/").index().orElseThrow();
        assertThat(page.under("")).isSameAs(page);
        var moved = page.under("/tasks");
        assertThat(moved.forms()).containsOnlyKeys(Encoding.GZIP, Encoding.IDENTITY);
        assertThat(moved.forms().get(Encoding.IDENTITY).toString()).contains("<title>page</title>", "href=\"/tasks/icon.svg\"",
                "content=\"/tasks/\"").doesNotContain("\"/icon");
        assertThat(moved.entityTag(Encoding.IDENTITY)).isNotEqualTo(page.entityTag(Encoding.IDENTITY))
                .isNotEqualTo(page.under("/other").entityTag(Encoding.IDENTITY));
        var script = PageFiles.in("test-page/").at("/assets/main-1.js").orElseThrow();
        assertThat(script.under("/tasks")).isSameAs(script);
    }

    @Test
    void underAPathItIsMadeOnceAndSentCompressed() throws Exception {
        for (var number = 0; number < 40; number++) {
            // More than are kept.
            under("/tasks" + number % 39, "gzip", null);
        }
        var answer = under("/tasks0", "gzip, br", null);
        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        try (var text = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(new String(text.readAllBytes(), StandardCharsets.UTF_8)).contains("href=\"/tasks0/icon.svg\"");
        }
        var tag = answer.headers().firstValue("ETag").orElseThrow();
        assertThat(under("/tasks0", "gzip", tag).statusCode()).isEqualTo(304);
        assertThat(under("/tasks1", "gzip", tag).statusCode()).isEqualTo(200);
        assertThat(under("/tasks0", "identity", null).headers().firstValue("Content-Encoding")).isEmpty();
    }

    private HttpResponse<byte[]> under(String path, String encoding, @Nullable String tag) throws Exception {
        var request = request("/", BROWSER).header("Accept-Encoding", encoding).header("Under", path);
        return http.send((tag == null ? request : request.header("If-None-Match", tag)).build(), BodyHandlers.ofByteArray());
    }

    private HttpResponse<String> get(String path, String accept, String encodings) throws IOException, InterruptedException {
        var request = request(path, accept);
        if (encodings != null) {
            request.header("Accept-Encoding", encodings);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path, String accept) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + server.actualPort() + path)).header("Accept", accept);
    }
}
