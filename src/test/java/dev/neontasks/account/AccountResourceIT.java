package dev.neontasks.account;

import static dev.neontasks.account.AccountCalls.PASSWORD;
import static dev.neontasks.account.AccountCalls.newEmail;
import static dev.neontasks.account.AccountCalls.signIn;
import static dev.neontasks.account.AccountCalls.signUp;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
@Tag("api")
class AccountResourceIT extends AccountResourceTest {

    /** Here, where hashing takes the time it should. */
    @Test
    void worksAsLongForAnUnknownAddress() {
        var email = newEmail();
        signUp(email, PASSWORD).statusCode(201);
        var wrong = Duration.ofDays(1);
        var unknown = Duration.ofDays(1);
        // In turns and the quickest of each: a busy machine slows both.
        for (var i = 0; i < 12; i++) {
            wrong = shorter(wrong, () -> signIn(email, PASSWORD + "x").statusCode(401));
            unknown = shorter(unknown, () -> signIn(newEmail(), PASSWORD).statusCode(401));
        }
        assertThat(unknown).isBetween(wrong.dividedBy(2), wrong.multipliedBy(2));
    }

    private static Duration shorter(Duration known, Runnable call) {
        var start = System.nanoTime();
        call.run();
        var taken = Duration.ofNanos(System.nanoTime() - start);
        return taken.compareTo(known) < 0 ? taken : known;
    }
}
