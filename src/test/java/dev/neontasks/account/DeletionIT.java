package dev.neontasks.account;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class DeletionIT extends DeletionTest {
}
