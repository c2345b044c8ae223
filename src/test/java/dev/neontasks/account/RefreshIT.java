package dev.neontasks.account;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class RefreshIT extends RefreshTest {
}
