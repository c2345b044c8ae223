package dev.neontasks.account;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

/** A link that was handed out and not used, for one account and one purpose. */
@Entity
@Table(name = "account_links")
class AccountLink {

    @Id
    @Column(name = "token_hash")
    byte[] tokenHash;
    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "account")
    Account account;
    String purpose;
    /** The address that it was mailed to. */
    private @Nullable String email;
    @Column(name = "expires_at")
    Instant expiresAt;

    boolean isOf(String wanted) {
        return purpose.equals(wanted);
    }

    @SuppressWarnings("NullAway") // for Hibernate
    protected AccountLink() {
    }
}
