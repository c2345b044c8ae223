package dev.neontasks.account;

import jakarta.validation.constraints.NotNull;

import dev.neontasks.api.Text;

/** The body of a deletion: the password once more, so that a stolen token alone deletes nothing. */
record Deletion(@NotNull @Text String password) {

    @SuppressWarnings("NullAway") // it is there to be refused
    static final Deletion WITHOUT_PASSWORD = new Deletion(null);

    @Override
    public String toString() {
        return "Deletion[]";
    }
}
