package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.restassured.path.json.JsonPath;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;

import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.packaged.PackagedService;
import dev.neontasks.task.TestTasks;

/** 200,000 tasks are more than fits into the heap at once, and more than a slow reader may keep a connection for. */
@Tag("faults")
class LargeExportFaultIT {

    private static final int TASKS = 200_000;

    @Test
    void needsNeitherMemoryNorAConnection() throws Exception {
        try (var database = EmbeddedDatabase.temporary();
                var service = PackagedService.start(Map.of("DATABASE_URL", database.url(), "JWT_SIGNING_KEY", Keys.ecPem(),
                        "JAVA_TOOL_OPTIONS", "-Xmx128m"))) {
            await().atMost(Duration.ofSeconds(60)).until(service::isReady);
            var session = JsonPath.from(service.post("/api/auth/sign-up",
                    "{\"email\":\"ann@example.com\",\"password\":\"correct horse battery staple\"}").body());
            TestTasks.add(database, session.getString("user.id"), TASKS);
            var begun = System.nanoTime();
            var answer = HttpClient.newHttpClient().send(service.request("/api/me/export").timeout(Duration.ofMinutes(5))
                    .header("Authorization", "Bearer " + session.getString("accessToken")).build(),
                    BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            var count = new int[1];
            try (var body = answer.body()) {
                var beginning = body.readNBytes(1_000);
                await().atMost(Duration.ofSeconds(30)).pollDelay(Duration.ofSeconds(2)).until(() -> active(service) == 0);
                count[0] = tasks(new SequenceInputStream(new ByteArrayInputStream(beginning), body));
            }
            System.out.printf("Export: %d tasks in %d ms, with a heap of 128 MiB%n", count[0],
                    Duration.ofNanos(System.nanoTime() - begun).toMillis());
            assertThat(count[0]).isEqualTo(TASKS);
            assertThat(service.err() + service.out()).doesNotContain("OutOfMemory");
            assertThat(service.isReady()).isTrue();
        }
    }

    private static int active(PackagedService service) throws IOException {
        return JsonPath.from(service.get("/api/status").body()).getInt("database.pool.active");
    }

    /** How many different ones; reads to the end, and only JSON. */
    private static int tasks(InputStream body) throws IOException {
        var ids = new HashSet<String>();
        try (var json = new JsonFactory().createParser(body)) {
            for (var token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME && json.currentName().equals("id")) {
                    ids.add(json.nextTextValue());
                }
            }
        }
        return ids.size() - 1;
    }
}
