package dev.neontasks.account;

import static dev.neontasks.account.AccountCalls.PASSWORD;
import static dev.neontasks.account.AccountCalls.newEmail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import dev.neontasks.TestClock;
import dev.neontasks.account.password.Hashing;
import dev.neontasks.account.token.AccessTokens;
import dev.neontasks.api.TooManyRequests;
import dev.neontasks.database.work.Admission;
import dev.neontasks.security.SecurityLog;

@QuarkusTest
@ActivateRequestContext
class AuthenticationTest {

    private static final String COSTLY = "$argon2id$v=19$m=19456,t=2,p=1$";
    private static final String ADDRESS = "127.0.0.1";
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-23T12:00:00.123456789Z"), ZoneOffset.UTC);

    @Inject
    Beginnings beginnings;
    @Inject
    RefreshSessions sessions;
    @Inject
    Admission admission;
    @Inject
    Admitted admitted;
    @Inject
    Hashing hashing;
    @Inject
    Limits limits;
    @Inject
    RefreshLimit refreshLimit;
    @Inject
    RefreshTokens refreshTokens;
    @Inject
    SecurityLog log;
    @Inject
    AccessTokens tokens;
    @Inject
    Notices notices;

    private final List<String> compared = new ArrayList<>();
    private Authentication authentication;

    @BeforeEach
    void start() {
        authentication = at(NOW);
    }

    private Authentication at(Clock clock) {
        var proof = hashing.watched(compared);
        return new Authentication(beginnings, sessions, proof, new HashRenewal(proof, admission), tokens, limits, refreshLimit,
                refreshTokens, notices, log, admission, clock);
    }

    @Test
    void answersTheTimeThatIsStored() {
        var user = signUp(newEmail()).user();
        assertThat(user.createdAt()).isEqualTo("2026-11-23T12:00:00.123Z");
        assertThat(admitted.find(session -> new Accounts_(session).byId(user.id())).map(User::of)).contains(user);
    }

    @Test
    void makesIdsThatGrow() {
        var first = signUp(newEmail()).user().id();
        assertThat(signUp(newEmail()).user().id()).isGreaterThan(first);
    }

    @Test
    void doesTheSameWorkForAnUnknownAddress() {
        assertThatThrownBy(() -> signIn(newEmail(), PASSWORD))
                .isInstanceOf(Unauthenticated.class);
        var email = newEmail();
        signUp(email);
        assertThatThrownBy(() -> signIn(email, PASSWORD + "x"))
                .isInstanceOf(Unauthenticated.class);
        assertThat(compared).hasSize(2).allMatch(hash -> hash.startsWith(COSTLY));
    }

    /** A hash that takes another time tells that the account exists. */
    @Test
    void hashesAgainWhatWasHashedWithOtherParameters() {
        var cheap = Hashing.cheap(PASSWORD);
        var account = new Account(UUID.randomUUID().toString(), newEmail(), null, cheap, NOW.instant());
        admitted.add(account);
        assertThatThrownBy(() -> signIn(account.email(), PASSWORD + "x")).isInstanceOf(Unauthenticated.class);
        assertThat(hashOf(account)).isEqualTo(cheap);
        signIn(account.email(), PASSWORD);
        await().until(() -> !hashOf(account).equals(cheap));
        var renewed = hashOf(account);
        assertThat(renewed).startsWith(COSTLY);
        signIn(account.email(), PASSWORD);
        await().during(Duration.ofMillis(300)).until(() -> hashOf(account).equals(renewed));
    }

    /** The second look at the clock is that of a renewal that has waited for the database. */
    @Test
    void countsTheTenSecondsOfAReplacedTokenFromItsRenewal() {
        var slow = at(TestClock.passing(Duration.ofSeconds(6)));
        var first = slow.signUp(new NewAccount(newEmail(), PASSWORD, null), Optional.empty(), ADDRESS).await().indefinitely()
                .token();
        slow.refresh(Optional.of(first), ADDRESS).await().indefinitely();
        assertThat(slow.refresh(Optional.of(first), ADDRESS).await().indefinitely()).isNotNull();
    }

    @Test
    void keepsPasswordsOnlyAsHashes() {
        var email = newEmail();
        signUp(email);
        assertThat(admitted.find(session -> new Accounts_(session).byEmail(email)).orElseThrow().passwordHash())
                .startsWith("$argon2id$")
                .doesNotContain(PASSWORD);
    }

    /** The limit is ten failed ones in a minute. */
    @Test
    void countsNoSignInThatFindsAllHashingThreadsBusy() {
        var email = newEmail();
        signUp(email);
        hashing.whileBusy(() -> {
            for (var i = 0; i < 15; i++) {
                assertThatThrownBy(() -> signIn(email, PASSWORD + "x")).isInstanceOf(TooManyRequests.class);
            }
        });
        await().untilAsserted(() -> assertThat(signIn(email, PASSWORD)).isNotNull());
        assertThatThrownBy(() -> signIn(email, PASSWORD + "x")).isInstanceOf(Unauthenticated.class);
    }

    private String hashOf(Account account) {
        return admitted.find(session -> new Accounts_(session).byId(account.accountId())).orElseThrow().passwordHash();
    }

    private Session signUp(String email) {
        return authentication.signUp(new NewAccount(email, PASSWORD, null), Optional.empty(), ADDRESS).await().indefinitely()
                .session();
    }

    private Session signIn(String email, String password) {
        return authentication.signIn(new Credentials(email, password), Optional.empty(), Optional.empty(), ADDRESS).await()
                .atMost(Duration.ofSeconds(10))
                .session();
    }
}
