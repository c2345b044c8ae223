package dev.neontasks.account;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

/** Somebody who may sign in. */
@Entity
@Table(name = "accounts")
class Account {

    @Id
    private String id;
    private String email;
    private @Nullable String name;
    @Column(name = "password_hash")
    private String passwordHash;
    @Column(name = "created_at")
    private Instant createdAt;

    Account(String id, String email, @Nullable String name, String passwordHash, Instant createdAt) {
        this.id = id;
        this.email = email;
        this.name = name;
        this.passwordHash = passwordHash;
        this.createdAt = createdAt;
    }

    /** For Hibernate, which fills the fields. */
    protected Account() {
        this("", "", null, "", Instant.EPOCH);
    }

    String id() {
        return id;
    }

    String email() {
        return email;
    }

    @Nullable
    String name() {
        return name;
    }

    String passwordHash() {
        return passwordHash;
    }

    Instant createdAt() {
        return createdAt;
    }
}
