package dev.neontasks.task;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class TaskInputIT extends TaskInputTest {
}
