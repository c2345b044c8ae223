package dev.neontasks.api;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ProblemsIT extends ProblemsTest {
}
