package dev.neontasks;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;

/** The schema is migrated in the background: the first test waits for it. */
public final class ReadyFirst implements QuarkusTestBeforeEachCallback {

    private static int readyPort;

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        if (readyPort != RestAssured.port) {
            await().atMost(Duration.ofSeconds(60)).until(() -> RestAssured.get("/health/started").statusCode() == 200);
            readyPort = RestAssured.port;
        }
    }
}
