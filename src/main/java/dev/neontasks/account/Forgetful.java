package dev.neontasks.account;

import jakarta.validation.constraints.NotNull;

import dev.neontasks.api.Text;

/** The body of whoever has forgotten a password. Any text will do: what is no address belongs to no account. */
record Forgetful(@NotNull @Text String email) {

    Forgetful {
        // It is null when it was left out, until it is validated.
        email = email == null ? email : EmailAddress.normalised(email);
    }

    @Override
    public String toString() {
        return "Forgetful[]";
    }
}
