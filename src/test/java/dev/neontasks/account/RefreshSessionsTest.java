package dev.neontasks.account;

import static dev.neontasks.account.AccountCalls.newEmail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import dev.neontasks.account.RefreshSessions.Renewed;
import dev.neontasks.account.token.Keys;

@QuarkusTest
@ActivateRequestContext
class RefreshSessionsTest {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Inject
    RefreshSessions sessions;
    @Inject
    Beginnings beginnings;
    @Inject
    DeletedAccounts deleted;
    @Inject
    Admitted admitted;
    @Inject
    RefreshTokens tokens;
    private final List<Account> robbed = new ArrayList<>();
    private final Account account = new Account(UUID.randomUUID().toString(), newEmail(), null, "hash", NOW);
    private RefreshToken first;

    @BeforeEach
    void begin() {
        first = tokens.first(UUID.randomUUID());
        admitted.add(account);
        add(first, NOW);
    }

    @Test
    void takeTheSameSessionTwiceSoThatAddingMayBeRepeated() {
        add(first, NOW);
        assertThat(renewed(first, NOW)).isNotNull();
    }

    @Test
    void renewTheSameTokenTwiceAlikeSoThatRenewingMayBeRepeated() {
        assertThat(renewed(first, NOW).text()).isEqualTo(renewed(first, NOW).text());
    }

    /** The key may be changed between a renewal and its repetition, on this copy or on another. */
    @Test
    void renewTheSameTokenTwiceAlikeByWhicheverKey() {
        var once = renewed(first, NOW);
        var others = new RefreshSessions(RefreshTokensTest.of(Keys.ecPem()));
        assertThat(renew(others, first, NOW).orElseThrow().token().text()).isEqualTo(once.text());
        assertThat(renewed(once, NOW)).isNotNull();
    }

    @Test
    void endWithATokenOfLongAgo() {
        var current = renewed(renewed(first, NOW), NOW);
        assertThat(renew(first, NOW.plusSeconds(1))).isEmpty();
        assertThat(robbed).extracting(Account::accountId).containsExactly(account.accountId());
        assertThat(renew(current, NOW)).isEmpty();
    }

    /** Its connection broke, say, while a page that was loaded anew twice got answers by other connections. */
    @Test
    void goOnWhenARequestRunsAgainAfterTwoRenewalsByOthers() {
        var current = renewed(renewed(first, NOW.plusSeconds(1)), NOW.plusSeconds(2));
        assertThat(admitted
                .<Renewed> find(session -> sessions.renew(session, first, RefreshToken.random(), NOW, NOW.plusSeconds(3),
                        found -> found.ifPresent(robbed::add))))
                .isEmpty();
        assertThat(robbed).isEmpty();
        assertThat(renewed(current, NOW.plusSeconds(3))).isNotNull();
    }

    /** The id is no secret. */
    @Test
    void goOnWhateverIsMadeUpOfTheirId() {
        var current = renewed(first, NOW);
        assertThat(renew(MadeUp.refreshToken(first.session()), NOW)).isEmpty();
        assertThat(robbed).isEmpty();
        assertThat(renewed(current, NOW)).isNotNull();
    }

    @Test
    void goOnWithATokenFromBeforeThereWereMarks() {
        var unmarked = MadeUp.refreshToken();
        add(unmarked, NOW);
        var next = renewed(unmarked, NOW);
        assertThat(tokens.isOurs(next)).isTrue();
        assertThat(renewed(unmarked, NOW).text()).isEqualTo(next.text());
        assertThat(renewed(next, NOW)).isNotNull();
    }

    /** What the version before has renewed, in the ten seconds of an upgrade. */
    @Test
    void giveTheTokenThatTheVersionBeforeGave() {
        var unmarked = MadeUp.refreshToken();
        var kept = new RefreshSession(account, unmarked, Optional.empty(), NOW);
        var given = new RefreshToken(unmarked.session(), new HmacKey(unmarked.secret()).mac(kept.seed));
        kept.tokenHash = given.hash();
        kept.previousHash = unmarked.hash();
        admitted.run(session -> session.insert(kept));
        assertThat(renewed(unmarked, NOW).text()).isEqualTo(given.text());
        assertThat(renewed(given, NOW)).isNotNull();
    }

    /** Of the one before the current one the hash is kept: it needs no mark. */
    @Test
    void endWithAnUnmarkedPredecessorThatComesLate() {
        var unmarked = MadeUp.refreshToken();
        add(unmarked, NOW);
        var next = renewed(unmarked, NOW);
        assertThat(renew(unmarked, NOW.plusSeconds(10))).isEmpty();
        assertThat(robbed).extracting(Account::accountId).containsExactly(account.accountId());
        assertThat(renew(next, NOW.plusSeconds(10))).isEmpty();
    }

    @Test
    void acceptThePredecessorForTenSeconds() {
        renewed(first, NOW);
        assertThat(renewed(first, NOW.plusSeconds(9).plusMillis(999))).isNotNull();
        assertThat(renew(first, NOW.plusSeconds(10))).isEmpty();
    }

    @Test
    void countTheTenSecondsFromTheirRenewalHoweverLongThatWaitedForTheDatabase() {
        var renewal = NOW.plusSeconds(15);
        admitted.run(session -> sessions.renew(session, first, RefreshToken.random(), NOW, renewal, account -> {
        }));
        assertThat(renewed(first, renewal.plusSeconds(5))).isNotNull();
    }

    @Test
    void acceptThePredecessorOfARequestThatCameInTime() {
        renewed(first, NOW);
        var late = NOW.plusSeconds(20);
        assertThat(admitted
                .find(session -> sessions.renew(session, first, RefreshToken.random(), NOW.plusSeconds(9), late, account -> {
                }))).isPresent();
    }

    @Test
    void endAfterTheirLifetime() {
        assertThat(renewed(first, NOW.plus(RefreshSession.LIFETIME).minusMillis(1))).isNotNull();
        assertThat(renew(first, NOW.plus(RefreshSession.LIFETIME))).isEmpty();
    }

    @Test
    void endWithTheirAccount() {
        admitted.run(session -> deleted.remove(session, account, UUID.randomUUID(), Instant.now()));
        assertThat(renew(first, NOW)).isEmpty();
        assertThatThrownBy(() -> add(tokens.first(UUID.randomUUID()), NOW))
                .isInstanceOf(Unauthenticated.class);
    }

    @Test
    void areForgottenWhenTheyHaveExpired() {
        var old = tokens.first(UUID.randomUUID());
        add(old, NOW.minus(RefreshSession.LIFETIME).minusSeconds(1));
        // Not the bean, which may have done so a moment ago.
        admitted.run(session -> new RefreshSessions(tokens).forgetExpired(session, NOW));
        assertThat(isThere(old)).isFalse();
        assertThat(isThere(first)).isTrue();
    }

    private void add(RefreshToken token, Instant since) {
        admitted.run(session -> beginnings.signIn(session, new RefreshSession(account, token, Optional.empty(), since)));
    }

    private Optional<Renewed> renew(RefreshToken token, Instant now) {
        return renew(sessions, token, now);
    }

    private Optional<Renewed> renew(RefreshSessions kept, RefreshToken token, Instant now) {
        return admitted.find(session -> kept.renew(session, token, RefreshToken.random(), now, now,
                found -> found.ifPresent(robbed::add)));
    }

    private RefreshToken renewed(RefreshToken token, Instant now) {
        return renew(token, now).orElseThrow().token();
    }

    private boolean isThere(RefreshToken token) {
        return admitted.is(session -> session.get(RefreshSession.class, token.session()) != null);
    }
}
