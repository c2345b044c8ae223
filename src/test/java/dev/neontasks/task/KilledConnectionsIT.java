package dev.neontasks.task;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class KilledConnectionsIT extends KilledConnectionsTest {
}
