package dev.neontasks.task;

import org.junit.jupiter.api.Tag;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
@Tag("api")
class TaskOrderIT extends TaskOrderTest {
}
