package dev.neontasks.account;

import static dev.neontasks.account.AccountCalls.newEmail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;

import org.hibernate.SessionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import dev.neontasks.account.RefreshSessions.Renewed;

@QuarkusTest
@ActivateRequestContext
class RefreshSessionsTest {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Inject
    RefreshSessions sessions;
    @Inject
    Accounts accounts;
    @Inject
    DeletedAccounts deleted;
    @Inject
    Admitted admitted;
    @Inject
    SessionFactory database;

    private final Account account = new Account(UUID.randomUUID().toString(), newEmail(), null, "hash", NOW);
    private final RefreshToken first = RefreshToken.first();

    @BeforeEach
    void begin() {
        admitted.run(() -> accounts.add(account));
        add(first, NOW);
    }

    @Test
    void takeTheSameSessionTwiceSoThatAddingMayBeRepeated() {
        add(first, NOW);
        assertThat(renewed(first, NOW)).isNotNull();
    }

    @Test
    void renewTheSameTokenTwiceAlikeSoThatRenewingMayBeRepeated() {
        var seed = RefreshToken.random();
        var once = renew(first, seed, NOW).orElseThrow().token().text();
        assertThat(renew(first, seed, NOW).orElseThrow().token().text()).isEqualTo(once);
    }

    @Test
    void acceptThePredecessorForTenSeconds() {
        renewed(first, NOW);
        assertThat(renewed(first, NOW.plusSeconds(9).plusMillis(999))).isNotNull();
        assertThat(renew(first, RefreshToken.random(), NOW.plusSeconds(10))).isEmpty();
    }

    @Test
    void countTheTenSecondsFromTheirRenewalHoweverLongThatWaitedForTheDatabase() {
        var renewal = NOW.plusSeconds(15);
        admitted.run(() -> sessions.renew(first, RefreshToken.random(), NOW, renewal));
        assertThat(renewed(first, renewal.plusSeconds(5))).isNotNull();
    }

    @Test
    void acceptThePredecessorOfARequestThatCameInTime() {
        renewed(first, NOW);
        var late = NOW.plusSeconds(20);
        assertThat(admitted.get(() -> sessions.renew(first, RefreshToken.random(), NOW.plusSeconds(9), late))).isPresent();
    }

    @Test
    void endAfterTheirLifetime() {
        assertThat(renewed(first, NOW.plus(RefreshSession.LIFETIME).minusMillis(1))).isNotNull();
        assertThat(renew(first, RefreshToken.random(), NOW.plus(RefreshSession.LIFETIME))).isEmpty();
    }

    @Test
    void endWithTheirAccount() {
        admitted.run(() -> deleted.remove(account.id(), Instant.now()));
        assertThat(renew(first, RefreshToken.random(), NOW)).isEmpty();
        assertThatThrownBy(() -> add(RefreshToken.first(), NOW))
                .isInstanceOf(Unauthenticated.class);
    }

    @Test
    void areForgottenWhenTheyHaveExpired() {
        var old = RefreshToken.first();
        add(old, NOW.minus(RefreshSession.LIFETIME).minusSeconds(1));
        // Not the bean, which may have done so a moment ago.
        admitted.run(() -> new RefreshSessions(database).forgetExpired(NOW));
        assertThat(isThere(old)).isFalse();
        assertThat(isThere(first)).isTrue();
    }

    private void add(RefreshToken token, Instant since) {
        admitted.run(() -> sessions.add(new RefreshSession(account, token, since)));
    }

    private Optional<Renewed> renew(RefreshToken token, byte[] seed, Instant now) {
        return admitted.get(() -> sessions.renew(token, seed, now, now));
    }

    private String renewed(RefreshToken token, Instant now) {
        return renew(token, RefreshToken.random(), now).orElseThrow().token().text();
    }

    private boolean isThere(RefreshToken token) {
        return admitted.get(() -> {
            try (var session = database.openStatelessSession()) {
                return session.get(RefreshSession.class, token.session()) != null;
            }
        });
    }
}
