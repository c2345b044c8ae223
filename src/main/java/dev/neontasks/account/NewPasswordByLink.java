package dev.neontasks.account;

import jakarta.validation.constraints.NotNull;

import dev.neontasks.account.password.Passwords;
import dev.neontasks.api.Length;
import dev.neontasks.api.Text;

/** The body of a reset: what stands in the link, and the next password. */
record NewPasswordByLink(@NotNull @Text String token,
        @NotNull @Text(min = Passwords.SHORTEST, max = Passwords.LONGEST) String newPassword) {

    private static final int ENOUGH = 64;

    NewPasswordByLink {
        // It is null when it was left out, until it is validated. Of one that is too long as much is kept as makes it wrong.
        token = token == null ? token : Length.cut(token, ENOUGH);
    }

    @Override
    public String toString() {
        return "NewPasswordByLink[]";
    }
}
