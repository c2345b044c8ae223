package dev.neontasks.account;

import dev.neontasks.api.ProblemException;
import dev.neontasks.api.ProblemType;

/** Somebody has an account with this e-mail address already. */
final class EmailTaken extends ProblemException {

    private static final long serialVersionUID = 1L;

    EmailTaken() {
        super(ProblemType.CONFLICT, "There is an account with this e-mail address already.");
    }
}
