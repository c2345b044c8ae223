package dev.neontasks.account.password;

import jakarta.inject.Singleton;

import io.quarkus.test.Mock;

/** Tests inside the JVM sign up by the hundred, and hashing as it should be took a third of their time. */
@Mock
@Singleton
class QuickPasswords extends Passwords {

    QuickPasswords() {
        super(new Argon2Hash.Cost(64, 1, 1));
    }
}
