package dev.neontasks.account;

import static dev.neontasks.account.AccountCalls.PASSWORD;
import static dev.neontasks.account.AccountCalls.me;
import static dev.neontasks.account.AccountCalls.newEmail;
import static dev.neontasks.account.AccountCalls.signUp;
import static dev.neontasks.account.AccountCalls.token;
import static org.assertj.core.api.Assertions.assertThat;
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
    DeletedAccounts deleted;
    @Inject
    Admitted admitted;

    @Test
    void giveBackWhatWasAdded() {
        var account = account(newEmail());
        admitted.add(account);
        for (var found : List.of(admitted.find(session -> new Accounts_(session).byEmail(account.email())),
                admitted.find(session -> new Accounts_(session).byId(account.accountId())))) {
            assertThat(found.map(User::of)).contains(User.of(account));
            assertThat(found.map(Account::passwordHash)).contains(account.passwordHash());
        }
    }

    @Test
    void keepAHashThatIsNewerThanTheKnownOne() {
        var account = account(newEmail());
        admitted.add(account);
        assertThat(
                admitted.is(session -> new Accounts_(session).replaceHash(account.accountId(), account.passwordHash(), "new")))
                .isTrue();
        assertThat(
                admitted.is(session -> new Accounts_(session).replaceHash(account.accountId(), account.passwordHash(), "late")))
                .isFalse();
        assertThat(admitted.find(session -> new Accounts_(session).byId(account.accountId())).orElseThrow().passwordHash())
                .isEqualTo("new");
    }

    @Test
    void knowNobodyByAnUnknownAddress() {
        assertThat(admitted.find(session -> new Accounts_(session).byEmail(newEmail()))).isEmpty();
        assertThat(admitted.find(session -> new Accounts_(session).byId(UUID.randomUUID().toString()))).isEmpty();
    }

    @Test
    void turnAwayTheTokenOfAnAccountThatIsGone() {
        var session = signUp(newEmail(), PASSWORD);
        String id = session.extract().path("user.id");
        var account = admitted.find(database -> new Accounts_(database).byId(id)).orElseThrow();
        for (var time = 0; time < 2; time++) {
            assertThat(admitted.is(database -> deleted.remove(database, account, UUID.randomUUID(), Instant.now()))).isTrue();
        }
        me(token(session)).statusCode(401).header("WWW-Authenticate", "Bearer").body("type", is("/problems/unauthenticated"));
    }

    @Test
    void appearOnceHoweverOftenTheyAreNeeded() {
        var id = UUID.randomUUID().toString();
        var first = Instant.parse("2026-11-23T12:00:00.123Z");
        admitted.run(session -> deleted.appear(session, id, first, first));
        admitted.run(session -> deleted.appear(session, id, first, first.plusSeconds(1)));
        assertThat(admitted.find(session -> new Accounts_(session).byId(id)).orElseThrow().createdAt()).isEqualTo(first);
    }

    @Test
    void appearAgainForALaterTokenAlone() {
        var id = UUID.randomUUID().toString();
        var gone = Instant.parse("2026-11-23T12:00:00.123Z");
        admitted.run(session -> deleted.removeOfIssuer(session, id, UUID.randomUUID(), gone));
        admitted.run(session -> deleted.appear(session, id, gone.minusMillis(1), gone));
        assertThat(admitted.find(session -> new Accounts_(session).byId(id))).isEmpty();
        admitted.run(session -> deleted.appear(session, id, gone.plusMillis(1), gone));
        assertThat(admitted.find(session -> new Accounts_(session).byId(id))).isPresent();
    }

    @Test
    void stayGoneForTheNewestOfTheirDeletions() {
        var id = UUID.randomUUID().toString();
        var gone = Instant.parse("2026-11-23T12:00:00.123Z");
        admitted.run(session -> deleted.removeOfIssuer(session, id, UUID.randomUUID(), gone));
        admitted.run(session -> deleted.removeOfIssuer(session, id, UUID.randomUUID(), gone.minusSeconds(2)));
        admitted.run(session -> deleted.appear(session, id, gone.minusSeconds(1), gone));
        assertThat(admitted.find(session -> new Accounts_(session).byId(id))).isEmpty();
    }

    @Test
    void areForgottenAMonthAfterTheirDeletion() {
        var id = UUID.randomUUID().toString();
        var gone = Instant.parse("2026-11-23T12:00:00.123Z");
        admitted.run(session -> deleted.removeOfIssuer(session, id, UUID.randomUUID(), gone));
        admitted.run(session -> deleted.removeOfIssuer(session, UUID.randomUUID().toString(), UUID.randomUUID(),
                gone.plus(Duration.ofDays(31))));
        admitted.run(session -> deleted.appear(session, id, gone.minusMillis(1), gone));
        assertThat(admitted.find(session -> new Accounts_(session).byId(id))).isPresent();
    }

    private static Account account(String email) {
        return new Account(UUID.randomUUID().toString(), email, null, "hash", Instant.parse("2026-11-23T12:00:00.123Z"));
    }
}
