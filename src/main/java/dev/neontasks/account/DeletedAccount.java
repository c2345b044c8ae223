package dev.neontasks.account;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code deleted_accounts}: what was issued until then is for an account that is gone. */
@Entity
@Table(name = "deleted_accounts")
class DeletedAccount {

    /** SHA-256 of the account's id. */
    @Id
    @Column(name = "id_hash")
    byte[] idHash;

    @Column(name = "deleted_at")
    Instant deletedAt;

    @SuppressWarnings("NullAway") // for Hibernate
    protected DeletedAccount() {
    }
}
