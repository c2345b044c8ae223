package dev.neontasks.status;

import org.junit.jupiter.api.Tag;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
@Tag("api")
class StatusIT extends StatusTest {
}
