package dev.neontasks.api;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

import dev.neontasks.BehindAProxy;

@QuarkusIntegrationTest
@TestProfile(BehindAProxy.class)
class BrowserSafetyIT extends BrowserSafetyTest {
}
