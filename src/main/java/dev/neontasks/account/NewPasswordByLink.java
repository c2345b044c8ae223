package dev.neontasks.account;

import jakarta.validation.constraints.NotNull;

import dev.neontasks.account.password.Passwords;
import dev.neontasks.api.Text;

/** The body of a reset: what stands in the link, and the next password. */
record NewPasswordByLink(@NotNull @Text String token,
        @NotNull @Text(min = Passwords.SHORTEST, max = Passwords.LONGEST) String newPassword) {

    NewPasswordByLink {
        token = LinkToken.offered(token);
    }

    @Override
    public String toString() {
        return "NewPasswordByLink[]";
    }
}
