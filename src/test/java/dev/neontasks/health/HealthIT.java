package dev.neontasks.health;

import org.junit.jupiter.api.Tag;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
@Tag("api")
class HealthIT extends HealthTest {
}
