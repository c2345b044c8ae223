package dev.neontasks.account;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
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

    @Column(name = "previous_hash")
    byte @Nullable [] previousHash;

    byte[] seed;

    @Column(name = "rotated_at")
    Instant rotatedAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @SuppressWarnings("NullAway") // for Hibernate
    protected RefreshSession() {
    }

    RefreshSession(Account account, RefreshToken first, Instant now) {
        this.id = first.session();
        this.account = account;
        this.tokenHash = first.hash();
        this.seed = RefreshToken.random();
        this.rotatedAt = now;
        this.expiresAt = now.plus(LIFETIME);
    }

    boolean isCurrent(RefreshToken token) {
        return MessageDigest.isEqual(tokenHash, token.hash());
    }

    boolean isReplaced(RefreshToken token, Instant asked) {
        return MessageDigest.isEqual(previousHash, token.hash()) && asked.isBefore(rotatedAt.plus(GRACE));
    }
}
