package dev.neontasks.account.password;

import dev.neontasks.api.Problem.FieldError;
import dev.neontasks.api.ProblemException;
import dev.neontasks.api.ProblemType;

/** A new password that is guessed soon; the message says why. */
public final class WeakPassword extends ProblemException {

    private static final long serialVersionUID = 1L;

    WeakPassword(String field, String fault) {
        super(ProblemType.VALIDATION, "A field breaks its rule.", new FieldError(field, fault));
    }
}
