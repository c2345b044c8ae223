package dev.neontasks.account;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** An account as its owner sees it. */
record User(String id, String email, @Nullable String name, Instant createdAt) {

    static User of(Account account) {
        return new User(account.id(), account.email(), account.name(), account.createdAt());
    }
}
