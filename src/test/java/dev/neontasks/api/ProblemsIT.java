package dev.neontasks.api;

import org.junit.jupiter.api.Tag;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
@Tag("api")
class ProblemsIT extends ProblemsTest {
}
