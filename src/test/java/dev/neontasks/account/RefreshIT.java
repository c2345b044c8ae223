package dev.neontasks.account;

import org.junit.jupiter.api.Tag;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
@Tag("api")
class RefreshIT extends RefreshTest {
}
