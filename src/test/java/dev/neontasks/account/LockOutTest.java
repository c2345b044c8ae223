package dev.neontasks.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

import dev.neontasks.TestClock;
import dev.neontasks.api.TooManyRequests;
import dev.neontasks.security.SecurityLog;

/** Of an account whose password strangers try for days, as often as they may. */
class LockOutTest {

    private static final String ANN = "ann@example.com";

    private final TestClock clock = new TestClock();
    private final Limits limits = new Limits(new SmallRyeConfigBuilder().build(), new SecurityLog(new SimpleMeterRegistry()),
            clock::nanos);
    private final UUID device = UUID.randomUUID();

    @Test
    void sparesTheOwnersBrowserForAsLongAsItLasts() {
        for (var minute = 0; minute < 3 * 24 * 60; minute++) {
            for (var stranger = 0; stranger < 10; stranger++) {
                fail(Optional.empty(), "10.%d.%d.%d".formatted(minute % 250, minute / 250, stranger));
            }
            assertThatThrownBy(() -> succeed(Optional.empty())).isInstanceOf(TooManyRequests.class);
            assertThat(succeed(Optional.of(device))).isEqualTo(ANN);
            assertThat(limits.deletion("ann", "203.0.113.7", Uni.createFrom().item(ANN)).await().indefinitely())
                    .isEqualTo(ANN);
            clock.pass(Duration.ofMinutes(1));
        }
    }

    @Test
    void isTheOwnersAsWellInABrowserWhoseCookieWasStolen() {
        for (var thief = 0; thief < 10; thief++) {
            fail(Optional.of(device), "10.0.0." + thief);
        }
        assertThatThrownBy(() -> succeed(Optional.of(device))).isInstanceOf(TooManyRequests.class);
        assertThat(succeed(Optional.empty())).as("the common count is untouched").isEqualTo(ANN);
        assertThat(succeed(Optional.of(UUID.randomUUID()))).as("and so is every other browser's").isEqualTo(ANN);
        clock.pass(Duration.ofMinutes(1));
        assertThat(succeed(Optional.of(device))).isEqualTo(ANN);
    }

    /** Somebody who once knew the password may have kept the cookies of any number of sign-ins. */
    @Test
    void isTheOwnersAsWellWhenCookiesOfManySignInsAreKept() {
        var failed = 0;
        for (var cookie = 0; cookie < 20; cookie++) {
            var kept = Optional.of(UUID.randomUUID());
            for (var guess = 0; guess < 10; guess++) {
                try {
                    fail(kept, "10.0.0.1");
                    failed++;
                } catch (AssertionError e) {
                    assertThat(e).hasMessageContaining("Too many attempts");
                }
            }
        }
        assertThat(failed).isEqualTo(30);
        assertThatThrownBy(() -> succeed(Optional.of(device))).isInstanceOf(TooManyRequests.class);
        assertThat(succeed(Optional.empty())).as("the common count is untouched").isEqualTo(ANN);
        clock.pass(Duration.ofMinutes(1));
        assertThat(succeed(Optional.of(device))).isEqualTo(ANN);
    }

    @Test
    void isNoMatterOfTwoStolenCookies() {
        for (var cookie = 0; cookie < 2; cookie++) {
            var stolen = Optional.of(UUID.randomUUID());
            for (var guess = 0; guess < 10; guess++) {
                fail(stolen, "10.0.0.1");
            }
        }
        assertThat(succeed(Optional.of(device))).isEqualTo(ANN);
    }

    /** Of sign-ins that will succeed none counts in the end: however many browsers there are, so many are under way. */
    @Test
    void boundsWhatOneAccountHasUnderWayInAllItsBrowsers() {
        var underWay = new ArrayList<UniEmitter<? super String>>();
        for (var i = 0; i < 30; i++) {
            signIn(Optional.of(UUID.randomUUID()), Uni.createFrom().emitter(underWay::add)).subscribeAsCompletionStage();
        }
        assertThatThrownBy(() -> succeed(Optional.of(UUID.randomUUID()))).isInstanceOf(TooManyRequests.class);
        underWay.get(0).complete(ANN);
        assertThat(succeed(Optional.of(UUID.randomUUID()))).isEqualTo(ANN);
    }

    private String succeed(Optional<UUID> known) {
        return signIn(known, Uni.createFrom().item(ANN)).await().indefinitely();
    }

    private Uni<String> signIn(Optional<UUID> known, Uni<String> attempt) {
        return signIn(known, "203.0.113.7", attempt);
    }

    private Uni<String> signIn(Optional<UUID> known, String address, Uni<String> attempt) {
        return known.map(id -> limits.signIn(ANN, id, address, attempt)).orElseGet(() -> limits.signIn(ANN, address, attempt));
    }

    private void fail(Optional<UUID> known, String address) {
        assertThatThrownBy(() -> signIn(known, address, Uni.createFrom().<String> failure(new Unauthenticated("no"))).await()
                .indefinitely()).isInstanceOf(Unauthenticated.class);
    }
}
