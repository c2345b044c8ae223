package dev.neontasks.status;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class StatusIT extends StatusTest {
}
