package dev.neontasks.account;

import static dev.neontasks.account.AccountCalls.PASSWORD;
import static dev.neontasks.account.AccountCalls.newEmail;
import static dev.neontasks.account.AccountCalls.refresh;
import static dev.neontasks.account.AccountCalls.refreshToken;
import static dev.neontasks.account.AccountCalls.signOut;
import static dev.neontasks.account.AccountCalls.signUp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import dev.neontasks.BehindASimulator;
import dev.neontasks.simulator.NeonSimulator;
import dev.neontasks.simulator.ProxyError;

/** Whoever signs out while the database is away leaves nothing in the browser. */
@QuarkusTest
@TestProfile(BehindASimulator.class)
class SignOutTest {

    NeonSimulator simulator;
    private String token = "";

    @BeforeEach
    void signIn() {
        token = refreshToken(signUp(newEmail(), PASSWORD).statusCode(201));
        simulator.answer(ProxyError.ENDPOINT_DISABLED);
        simulator.killAll();
    }

    @AfterEach
    void recover() {
        simulator.recover();
    }

    @Test
    void takesTheCookieAwayAndSaysThatTheSessionGoesOn() {
        var cookie = signOut(token).statusCode(503).contentType("application/problem+json")
                .body("type", is("/problems/database-unavailable")).extract().detailedCookie(RefreshCookie.NAME);
        assertThat(cookie.getValue()).isEmpty();
        assertThat(cookie.getMaxAge()).isZero();
        assertThat(cookie.getPath()).isEqualTo("/api/auth");
        assertThat(cookie.isHttpOnly() && cookie.isSecured()).isTrue();
        simulator.recover();
        refresh(token).statusCode(200);
    }
}
