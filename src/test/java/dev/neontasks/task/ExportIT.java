package dev.neontasks.task;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ExportIT extends ExportTest {
}
