package dev.neontasks.account.token;

import java.io.IOException;

/** What an issuer answered is no key set. The message is a clause that says why, and nothing of the answer. */
final class NoKeySet extends IOException {

    private static final long serialVersionUID = 1L;

    NoKeySet(String fault) {
        super(fault);
    }
}
