package dev.neontasks.account;

import jakarta.validation.constraints.NotNull;

import dev.neontasks.account.password.Passwords;
import dev.neontasks.api.Text;

/** The body of a change of the password: the present one, so that a stolen token alone changes nothing, and the next. */
record NewPassword(@NotNull @Text String password,
        @NotNull @Text(min = Passwords.SHORTEST, max = Passwords.LONGEST) String newPassword) {

    NewPassword {
        // It is null when it was left out, until it is validated.
        password = password == null ? password : Passwords.offered(password);
    }

    @Override
    public String toString() {
        return "NewPassword[]";
    }
}
