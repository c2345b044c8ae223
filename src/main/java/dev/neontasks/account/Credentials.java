package dev.neontasks.account;

import jakarta.validation.constraints.NotNull;

import dev.neontasks.account.password.Passwords;
import dev.neontasks.api.Text;

/** The body of a sign-in. Any text will do: what breaks the rules of a sign-up belongs to no account. */
record Credentials(@NotNull @Text String email, @NotNull @Text String password) {

    Credentials {
        // Members that were left out are null until they are validated.
        email = email == null ? email : EmailAddress.normalised(email);
        password = password == null ? password : Passwords.offered(password);
    }

    @Override
    public String toString() {
        return "Credentials[]";
    }
}
