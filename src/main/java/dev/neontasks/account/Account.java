package dev.neontasks.account;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

/** Somebody who owns tasks. Those whom an outside issuer knows have neither e-mail nor password here. */
@Entity
@Table(name = "accounts")
class Account {

    @Id
    private String id;
    private @Nullable String email;
    private @Nullable String name;
    @Column(name = "password_hash")
    private @Nullable String passwordHash;
    @Column(name = "created_at")
    private Instant createdAt;
    @Column(name = "email_verified_at")
    private @Nullable Instant emailVerifiedAt;
    @Column(name = "disabled_at")
    private @Nullable Instant disabledAt;
    @Column(name = "password_version")
    private @Nullable UUID passwordVersion;

    Account(String id, @Nullable String email, @Nullable String name, @Nullable String passwordHash, Instant createdAt) {
        this.id = id;
        this.email = email;
        this.name = name;
        this.passwordHash = passwordHash;
        this.createdAt = createdAt;
    }

    /** For Hibernate, which fills the fields. */
    protected Account() {
        this("", null, null, null, Instant.EPOCH);
    }

    // Not id(): of an entity with a method of that name hibernate-processor takes every attribute, whether there is one or not.
    String accountId() {
        return id;
    }

    @Nullable
    String email() {
        return email;
    }

    @Nullable
    String name() {
        return name;
    }

    @Nullable
    String passwordHash() {
        return passwordHash;
    }

    Instant createdAt() {
        return createdAt;
    }

    /** Whether somebody has shown that they read what is sent to the address. */
    boolean isEmailVerified() {
        return emailVerifiedAt != null;
    }

    /** By whoever runs the service: then nobody signs in to it, and no session goes on. */
    boolean isDisabled() {
        return disabledAt != null;
    }

    /** Another one for each password, and the same when that is only hashed anew. Null for the first. */
    @Nullable
    UUID passwordVersion() {
        return passwordVersion;
    }
}
