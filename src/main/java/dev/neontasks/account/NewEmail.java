package dev.neontasks.account;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import dev.neontasks.account.password.Passwords;
import dev.neontasks.api.Text;

/** The body of a change of the address: the password, so that a stolen token alone changes nothing, and the next address. */
record NewEmail(@NotNull @Text String password,
        @NotNull @Text(max = EmailAddress.LONGEST) @Pattern(regexp = EmailAddress.SHAPE, message = EmailAddress.FAULT) String email) {

    NewEmail {
        // Members that were left out are null until they are validated.
        password = password == null ? password : Passwords.offered(password);
        email = email == null ? email : EmailAddress.normalised(email);
    }

    @Override
    public String toString() {
        return "NewEmail[]";
    }
}
