package dev.neontasks.account;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.jspecify.annotations.Nullable;

import dev.neontasks.account.password.Passwords;
import dev.neontasks.api.Blank;
import dev.neontasks.api.Text;

/** The body of a sign-up. A blank name is none. */
record NewAccount(
        @NotNull @Text(max = EmailAddress.LONGEST) @Pattern(regexp = EmailAddress.SHAPE, message = EmailAddress.FAULT) String email,
        @NotNull @Text(min = Passwords.SHORTEST, max = Passwords.LONGEST) String password,
        @Nullable @Text(max = Profile.LONGEST_NAME) String name) {

    NewAccount {
        // Members that were left out are null until they are validated.
        email = email == null ? email : EmailAddress.normalised(email);
        name = name == null || Blank.is(name) ? null : name;
    }

    @Override
    public String toString() {
        return "NewAccount[]";
    }
}
