package dev.neontasks.account;

import jakarta.validation.constraints.NotNull;

import dev.neontasks.account.password.Passwords;
import dev.neontasks.api.Text;

/** The body of a deletion: the password once more, so that a stolen token alone deletes nothing. */
record Deletion(@NotNull @Text String password) {

    Deletion {
        // It is null when it was left out, until it is validated.
        password = password == null ? password : Passwords.offered(password);
    }

    @SuppressWarnings("NullAway") // it is there to be refused
    static final Deletion WITHOUT_PASSWORD = new Deletion(null);

    @Override
    public String toString() {
        return "Deletion[]";
    }
}
