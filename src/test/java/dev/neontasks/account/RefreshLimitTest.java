package dev.neontasks.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;

import dev.neontasks.BehindAProxy;
import dev.neontasks.TestClock;
import dev.neontasks.api.TooManyRequests;
import dev.neontasks.database.evidence.DatabaseState;
import dev.neontasks.database.evidence.EvidenceStub;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.security.SecurityLog;

@QuarkusTest
@TestProfile(BehindAProxy.class)
class RefreshLimitTest {

    /** Six times that of failed sign-ins of one account. */
    private static final int IN_A_MINUTE = 60;
    private static final String ADDRESS = "10.2.0.1";

    @Inject
    RefreshTokens tokens;
    @Inject
    EvidenceStub evidence;
    @Inject
    Config config;
    @Inject
    SecurityLog log;

    private final TestClock clock = new TestClock();
    private final AtomicInteger asked = new AtomicInteger();
    private RefreshLimit limit;

    @BeforeEach
    void begin() {
        limit = new RefreshLimit(new Limits(config, log, clock::nanos), tokens, evidence, log, clock::nanos);
    }

    @AfterEach
    void tellTheTruth() {
        evidence.tellTheTruth();
    }

    @Test
    void endsWhatIsMadeUpByOneAddressBeforeTheDatabaseIsAsked() {
        for (var i = 0; i < IN_A_MINUTE; i++) {
            refused(ADDRESS, madeUp());
        }
        turnedAway(ADDRESS, madeUp());
        assertThat(asked).hasValue(IN_A_MINUTE);
        refused("10.2.0.2", madeUp());
        clock.pass(Duration.ofMinutes(1));
        refused(ADDRESS, madeUp());
    }

    @Test
    void endsTokensOfOneSessionThatHasEnded() {
        var id = UUID.randomUUID();
        for (var i = 0; i < IN_A_MINUTE; i++) {
            refused("10.2.1." + i, tokens.first(id));
        }
        turnedAway("10.2.2.1", tokens.first(id));
        refused("10.2.2.1", ours());
    }

    /** Whoever has seen the id does not keep out whose session it is. */
    @Test
    void countsMadeUpSecretsOfASessionForTheAddress() {
        var mine = ours();
        for (var i = 0; i < IN_A_MINUTE; i++) {
            refused(ADDRESS, MadeUp.refreshToken(mine.session()));
        }
        turnedAway(ADDRESS, MadeUp.refreshToken(mine.session()));
        assertThat(asked).hasValue(IN_A_MINUTE);
        renewed(ADDRESS, mine);
        evidence.tell(DatabaseState.ASLEEP);
        turnedAway(ADDRESS, MadeUp.refreshToken(mine.session()));
        renewed(ADDRESS, mine);
    }

    /** Five hundred people behind one address, and one among them who is up to no good. */
    @Test
    void countsNobodysInventionsForThoseWhoHaveASession() {
        for (var i = 0; i < IN_A_MINUTE; i++) {
            refused(ADDRESS, madeUp());
        }
        for (var i = 0; i < 500; i++) {
            renewed(ADDRESS, ours());
        }
    }

    @Test
    void countsNoRenewalNorOneThatTheDatabaseDidNotAnswer() {
        for (var i = 0; i < 5 * IN_A_MINUTE; i++) {
            renewed(ADDRESS, madeUp());
            assertThatThrownBy(
                    () -> attempt(ADDRESS, madeUp(), () -> Uni.createFrom().failure(new IllegalStateException("away"))))
                    .hasMessage("away");
        }
    }

    @Test
    void letsOneAddressWakeASleepingDatabaseInVainOnceAMinute() {
        evidence.tell(DatabaseState.ASLEEP);
        refused(ADDRESS, madeUp());
        turnedAway(ADDRESS, madeUp());
        renewed(ADDRESS, ours());
        refused("10.2.0.2", madeUp());
        clock.pass(Duration.ofSeconds(59));
        assertThatThrownBy(() -> attempt(ADDRESS, madeUp(), this::unauthenticated)).isInstanceOf(TooManyRequests.class);
        clock.pass(Duration.ofSeconds(1));
        refused(ADDRESS, madeUp());
        evidence.tell(DatabaseState.UP);
        refused(ADDRESS, madeUp());
    }

    /** "Cookie, then hang up": it wakes the database as one whose answer is read. */
    @Test
    void marksWhatTheClientDidNotWaitFor() {
        evidence.tell(DatabaseState.ASLEEP);
        var waking = new CompletableFuture<String>();
        limit.of(madeUp(), ADDRESS, who -> Uni.createFrom().completionStage(waking)).subscribe().with(done -> {
        }).cancel();
        waking.completeExceptionally(new Unauthenticated("Sign in again."));
        turnedAway(ADDRESS, madeUp());
        renewed(ADDRESS, ours());
    }

    @Test
    void letsOneAddressWakeOnceAMinuteThoughWakingFails() {
        evidence.tell(DatabaseState.ASLEEP);
        away(ADDRESS, madeUp());
        turnedAway(ADDRESS, madeUp());
        clock.pass(Duration.ofMinutes(1));
        renewed(ADDRESS, madeUp());
    }

    @Test
    void letsASessionTryAgainSoonWhenWakingFailed() {
        evidence.tell(DatabaseState.ASLEEP);
        var session = ours();
        away(ADDRESS, session);
        turnedAway(ADDRESS, session);
        renewed(ADDRESS, ours());
        clock.pass(Duration.ofSeconds(5));
        renewed(ADDRESS, session);
    }

    /** Whoever is honest gets in as soon as it is back, and within seconds if nobody knows that yet. */
    @ParameterizedTest
    @EnumSource(names = { "DOWN", "UNKNOWN" })
    void letsStrangersAskADatabaseThatIsAwayOnceInFiveSeconds(DatabaseState state) {
        evidence.tell(state);
        away(ADDRESS, madeUp());
        turnedAway(ADDRESS, madeUp());
        var session = ours();
        away(ADDRESS, session);
        away(ADDRESS, session);
        clock.pass(Duration.ofSeconds(5));
        away(ADDRESS, madeUp());
        evidence.tell(DatabaseState.UP);
        renewed(ADDRESS, madeUp());
    }

    /** While it wakes, those who came first have not failed yet: they wait for the same waking. */
    @Test
    void letsThoseWaitTogetherWhoWakeIt() {
        evidence.tell(DatabaseState.ASLEEP);
        for (var i = 0; i < IN_A_MINUTE; i++) {
            limit.of(madeUp(), ADDRESS, who -> Uni.createFrom().nothing()).subscribe().with(done -> {
            });
        }
    }

    @Test
    void givesThoseWhoHaveASessionATurnApartFromStrangers() {
        assertThat(who(ours())).isEqualTo(Asker.memberAt(ADDRESS));
        assertThat(who(madeUp())).isEqualTo(Asker.stranger(ADDRESS));
    }

    private Asker who(RefreshToken token) {
        return limit.of(token, ADDRESS, who -> Uni.createFrom().item(who)).await().indefinitely();
    }

    private RefreshToken ours() {
        return tokens.first(UUID.randomUUID());
    }

    private static RefreshToken madeUp() {
        return MadeUp.refreshToken();
    }

    private void renewed(String address, RefreshToken token) {
        assertThat(attempt(address, token, () -> Uni.createFrom().item("renewed"))).isEqualTo("renewed");
    }

    private void refused(String address, RefreshToken token) {
        assertThatThrownBy(() -> attempt(address, token, this::unauthenticated)).isInstanceOf(Unauthenticated.class);
    }

    private void turnedAway(String address, RefreshToken token) {
        assertThatThrownBy(() -> attempt(address, token, this::unauthenticated)).isInstanceOf(TooManyRequests.class);
    }

    private void away(String address, RefreshToken token) {
        assertThatThrownBy(() -> attempt(address, token, () -> Uni.createFrom().failure(new IllegalStateException("away"))))
                .hasMessage("away");
    }

    private Uni<String> unauthenticated() {
        return Uni.createFrom().failure(new Unauthenticated("Sign in again."));
    }

    private String attempt(String address, RefreshToken token, Supplier<Uni<String>> answer) {
        return limit.of(token, address, who -> Uni.createFrom().deferred(() -> {
            asked.incrementAndGet();
            return answer.get();
        })).await().indefinitely();
    }
}
