package dev.neontasks.task;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class TaskIsolationIT extends TaskIsolationTest {
}
