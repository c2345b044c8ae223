package dev.neontasks.account;

import static dev.neontasks.account.AccountCalls.PASSWORD;
import static dev.neontasks.account.AccountCalls.me;
import static dev.neontasks.account.AccountCalls.newEmail;
import static dev.neontasks.account.AccountCalls.signUp;
import static dev.neontasks.account.AccountCalls.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@ActivateRequestContext
class AccountsTest {

    @Inject
    Accounts accounts;
    @Inject
    DeletedAccounts deleted;
    @Inject
    Admitted admitted;

    @Test
    void giveBackWhatWasAdded() {
        var account = account(newEmail());
        add(account);
        for (var found : List.of(admitted.get(() -> accounts.byEmail(account.email())),
                admitted.get(() -> accounts.byId(account.id())))) {
            assertThat(found.map(User::of)).contains(User.of(account));
            assertThat(found.map(Account::passwordHash)).contains(account.passwordHash());
        }
    }

    @Test
    void takeTheSameAccountTwiceSoThatAddingMayBeRepeated() {
        var account = account(newEmail());
        add(account);
        assertThatCode(() -> add(account)).doesNotThrowAnyException();
        assertThat(admitted.get(() -> accounts.count("email", account.email()))).isOne();
    }

    @Test
    void keepAHashThatIsNewerThanTheKnownOne() {
        var account = account(newEmail());
        add(account);
        assertThat(admitted.get(() -> accounts.replaceHash(account, "new"))).isTrue();
        assertThat(admitted.get(() -> accounts.replaceHash(account, "late"))).isFalse();
        assertThat(admitted.get(() -> accounts.byId(account.id())).orElseThrow().passwordHash()).isEqualTo("new");
    }

    @Test
    void refuseAnotherAccountOfTheAddress() {
        var email = newEmail();
        add(account(email));
        assertThatThrownBy(() -> add(account(email))).isInstanceOf(EmailTaken.class);
    }

    @Test
    void knowNobodyByAnUnknownAddress() {
        assertThat(admitted.get(() -> accounts.byEmail(newEmail()))).isEmpty();
        assertThat(admitted.get(() -> accounts.byId(UUID.randomUUID().toString()))).isEmpty();
    }

    @Test
    void turnAwayTheTokenOfAnAccountThatIsGone() {
        var session = signUp(newEmail(), PASSWORD);
        String id = session.extract().path("user.id");
        for (var time = 0; time < 2; time++) {
            admitted.run(() -> deleted.remove(id, Instant.now()));
        }
        me(token(session)).statusCode(401).header("WWW-Authenticate", "Bearer").body("type", is("/problems/unauthenticated"));
    }

    @Test
    void appearOnceHoweverOftenTheyAreNeeded() {
        var id = UUID.randomUUID().toString();
        var first = Instant.parse("2026-11-23T12:00:00.123Z");
        admitted.run(() -> deleted.appear(id, first, first));
        admitted.run(() -> deleted.appear(id, first, first.plusSeconds(1)));
        assertThat(admitted.get(() -> accounts.byId(id)).orElseThrow().createdAt()).isEqualTo(first);
    }

    @Test
    void appearAgainForALaterTokenAlone() {
        var id = UUID.randomUUID().toString();
        var gone = Instant.parse("2026-11-23T12:00:00.123Z");
        admitted.run(() -> deleted.remove(id, gone));
        admitted.run(() -> deleted.appear(id, gone.minusMillis(1), gone));
        assertThat(admitted.get(() -> accounts.byId(id))).isEmpty();
        admitted.run(() -> deleted.appear(id, gone.plusMillis(1), gone));
        assertThat(admitted.get(() -> accounts.byId(id))).isPresent();
    }

    @Test
    void areForgottenAMonthAfterTheirDeletion() {
        var id = UUID.randomUUID().toString();
        var gone = Instant.parse("2026-11-23T12:00:00.123Z");
        admitted.run(() -> deleted.remove(id, gone));
        admitted.run(() -> deleted.remove(UUID.randomUUID().toString(), gone.plus(Duration.ofDays(31))));
        admitted.run(() -> deleted.appear(id, gone.minusMillis(1), gone));
        assertThat(admitted.get(() -> accounts.byId(id))).isPresent();
    }

    private void add(Account account) {
        admitted.run(() -> accounts.add(account));
    }

    private static Account account(String email) {
        return new Account(UUID.randomUUID().toString(), email, null, "hash", Instant.parse("2026-11-23T12:00:00.123Z"));
    }
}
