package dev.neontasks.account;

import java.util.Optional;

/** A browser has signed in to an account, but to another one than now has the e-mail address. */
final class ForeignDevice extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Optional<Account> found;

    /** @param found the account that has the address */
    ForeignDevice(Optional<Account> found) {
        super(null, null, false, false);
        this.found = found;
    }

    Optional<Account> found() {
        return found;
    }
}
