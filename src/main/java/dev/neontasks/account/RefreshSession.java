package dev.neontasks.account;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

/** One sign-in and the family of refresh tokens that came of it. */
@Entity
@Table(name = "sessions")
class RefreshSession {

    /** From signing in, however often it is refreshed. */
    static final Duration LIFETIME = Duration.ofDays(30);

    /** How long the token before the current one is still accepted. */
    static final Duration GRACE = Duration.ofSeconds(10);

    @Id
    UUID id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "account")
    Account account;

    @Column(name = "token_hash")
    byte[] tokenHash;

    /** Null until it is first renewed. Not said so: of an annotated array hibernate-processor checks no query. */
    @Column(name = "previous_hash")
    byte[] previousHash;

    byte[] seed;

    @Column(name = "rotated_at")
    Instant rotatedAt;

    @Column(name = "expires_at")
    Instant expiresAt;
    /** As {@link BrowserName} has it. */
    private @Nullable String browser;

    @SuppressWarnings("NullAway") // for Hibernate
    protected RefreshSession() {
    }

    RefreshSession(Account account, RefreshToken first, Optional<String> browser, Instant now) {
        this.id = first.session();
        this.account = account;
        this.tokenHash = first.hash();
        this.seed = RefreshToken.random();
        this.rotatedAt = now;
        this.expiresAt = now.plus(LIFETIME);
        this.browser = browser.orElse(null);
    }

    /** The browser in which it began, in words. */
    @Nullable
    String browser() {
        return browser;
    }

    Instant startedAt() {
        return expiresAt.minus(LIFETIME);
    }

    boolean isCurrent(RefreshToken token) {
        return MessageDigest.isEqual(tokenHash, token.hash());
    }

    /** Whether it is the current one or the one before. */
    boolean isOf(RefreshToken token) {
        return isCurrent(token) || MessageDigest.isEqual(previousHash, token.hash());
    }

    /** The current one, when it is the next after {@code token}. */
    RefreshToken successor(RefreshToken token) {
        var marked = token.successor(seed);
        // A copy of the version before may have renewed it a moment ago.
        return isCurrent(marked) ? marked : token.unmarkedSuccessor(seed);
    }

    boolean isReplaced(RefreshToken token, Instant asked) {
        return MessageDigest.isEqual(previousHash, token.hash()) && asked.isBefore(rotatedAt.plus(GRACE));
    }
}
