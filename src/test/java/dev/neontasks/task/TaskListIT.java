package dev.neontasks.task;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class TaskListIT extends TaskListTest {
}
