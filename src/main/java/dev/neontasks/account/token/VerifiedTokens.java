package dev.neontasks.account.token;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;

/**
 * Tokens that were found to be good, until their end: at most {@value #MOST_BYTES} bytes of them, and at most
 * {@value #MOST_OF_ONE} of one account, so that nobody who gets many pushes out what others have.
 */
// Caffeine finds the class of a cache by what it can do, and Quarkus has none with a weight put into a native binary.
@RegisterForReflection(classNames = "com.github.benmanes.caffeine.cache.SSLMWA")
final class VerifiedTokens {

    static final long MOST_BYTES = 16 * 1024 * 1024;
    /** One for every browser and script of a person, or every copy of a program. */
    static final int MOST_OF_ONE = 64;
    /** Measured: what is kept beside a token's own letters, and for each of them, as its claims are kept as read, too. */
    private static final int BYTES = 512;
    private static final int BYTES_PER_LETTER = 4;

    /** @param end in seconds: when the token is refused again */
    record Verified(JWTCallerPrincipal principal, VerificationKey key, long end) {
    }

    private final Clock clock;
    private final Cache<String, Verified> tokens;
    private final Map<String, Deque<String>> ofAccounts = new ConcurrentHashMap<>();

    VerifiedTokens(Clock clock) {
        this.clock = clock;
        this.tokens = Caffeine.newBuilder().maximumWeight(MOST_BYTES)
                .weigher((String token, Verified verified) -> BYTES + BYTES_PER_LETTER * token.length())
                .ticker(() -> Duration.ofMillis(clock.millis()).toNanos())
                .expireAfter(Expiry.writing((String token, Verified verified) -> left(verified)))
                .removalListener(this::forget).executor(Runnable::run).build();
    }

    Optional<Verified> get(String token) {
        return Optional.ofNullable(tokens.getIfPresent(token)).filter(verified -> !left(verified).isZero());
    }

    void add(String token, Verified verified) {
        var oldest = new ArrayDeque<String>();
        ofAccounts.compute(verified.principal().getSubject(), (account, before) -> {
            var of = before == null ? new ArrayDeque<String>() : before;
            of.remove(token);
            of.addLast(token);
            while (of.size() > MOST_OF_ONE) {
                oldest.add(of.removeFirst());
            }
            return of;
        });
        tokens.put(token, verified);
        tokens.invalidateAll(oldest);
    }

    /** Of how many something is kept. */
    long count() {
        return tokens.asMap().size();
    }

    Set<String> accounts() {
        return Set.copyOf(ofAccounts.keySet());
    }

    private Duration left(Verified verified) {
        return Duration.ofSeconds(Math.max(0, verified.end() - clock.instant().getEpochSecond()));
    }

    private void forget(@Nullable String token, @Nullable Verified verified, RemovalCause cause) {
        if (token != null && verified != null && cause != RemovalCause.REPLACED) {
            ofAccounts.computeIfPresent(verified.principal().getSubject(), (account, of) -> {
                of.remove(token);
                return of.isEmpty() ? null : of;
            });
        }
    }
}
