package dev.neontasks.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;

import dev.neontasks.Person;
import dev.neontasks.TestDatabase;
import dev.neontasks.task.TestTasks;

/** HTTP/2, where a client can keep each answer from being sent while it reads the connection. */
@QuarkusTest
@TestProfile(SmallAnswersLimits.class)
class SlowStreamsTest {

    static final Duration SOON = Duration.ofSeconds(20);
    /** Too small for an answer to go out by itself. */
    static final int WINDOW = 4096;

    @Inject
    Answers answers;

    @TestHTTPResource
    URL url;

    final Vertx vertx = Vertx.vertx();
    final HttpClient client = vertx.createHttpClient(new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false).setHttp2MaxPoolSize(1)
            .setInitialSettings(new Http2Settings().setInitialWindowSize(WINDOW)));
    Person ann;

    @BeforeEach
    void begin() throws SQLException {
        ann = Person.signedUp();
        TestTasks.addLong(TestDatabase.running(), ann.id(), 60);
    }

    @AfterEach
    void nothingIsCountedAnyMore() {
        await().atMost(SOON).untilAsserted(() -> assertThat(answers.bytes()).isZero());
        vertx.close();
    }

    /** Its body is not read. */
    HttpClientResponse get(String path) throws Exception {
        return get(client.request(HttpMethod.GET, url.getPort(), "localhost", path)
                .compose(request -> request.putHeader("Authorization", "Bearer " + ann.token()).send())
                .map(HttpClientResponse::pause));
    }

    static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    static String text(HttpClientResponse response) throws Exception {
        var body = response.body();
        response.resume();
        return get(body).toString();
    }

    static Throwable failure(HttpClientResponse response) throws Exception {
        var failure = new CompletableFuture<Throwable>();
        response.exceptionHandler(failure::complete);
        return failure.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void resetsAStreamThatGivesNoWindowAndNoOther() throws Exception {
        var unread = get("/api/tasks?limit=30");
        var small = get("/health/live");
        assertThat(text(small)).contains("UP");
        assertThat(failure(unread)).isInstanceOfSatisfying(StreamResetException.class,
                reset -> assertThat(reset.getCode()).isEqualTo(8));
        assertThat(text(get("/health/live"))).contains("UP");
    }

    @Test
    void endsNoOtherStreamWithOneThatTheClientGivesUp() throws Exception {
        var other = get("/api/tasks?limit=30");
        get("/api/tasks?limit=30").request().reset();
        assertThat(text(other)).hasSizeGreaterThan(SlowReadersTest.PAGE / 2);
    }

    @Test
    void resetsAnExportAndGivesItsPlaceBack() throws Exception {
        assertThat(failure(get("/api/me/export"))).isInstanceOf(StreamResetException.class);
        await().atMost(SOON).untilAsserted(() -> ann.asks().get("/api/me/export").then().statusCode(200));
    }

    @Test
    void countsWhatWaitsForAWindowUntilItIsRead() throws Exception {
        var unread = get("/api/tasks?limit=30");
        await().atMost(SOON).until(() -> answers.bytes() > SlowReadersTest.PAGE);
        assertThat(text(unread)).hasSizeGreaterThan(SlowReadersTest.PAGE / 2);
        await().atMost(SOON).until(() -> answers.bytes() == 0);
    }

    @Test
    void makesRoomByStreamsThatStandStill() throws Exception {
        for (var stream = 0; stream < 20; stream++) {
            get("/api/tasks?limit=30").exceptionHandler(cut -> {
            });
            assertThat(answers.bytes()).isLessThan(6 << 20);
        }
        await().atMost(SOON).untilAsserted(() -> ann.asks().get("/api/tasks?limit=30").then().statusCode(200));
    }
}
