package dev.neontasks;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;

/** The schema is migrated in the background: the first test waits for it. */
public final class ReadyFirst implements QuarkusTestBeforeEachCallback {

    private static String ready = "";

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        // REST Assured does not know the port yet.
        var url = ConfigProvider.getConfig().getValue("test.url", String.class);
        if (!url.equals(ready)) {
            await().atMost(Duration.ofSeconds(60)).ignoreExceptions()
                    .until(() -> RestAssured.get(url + "/health/started").statusCode() == 200);
            ready = url;
        }
    }
}
