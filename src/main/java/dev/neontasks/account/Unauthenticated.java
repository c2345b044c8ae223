package dev.neontasks.account;

import dev.neontasks.api.ProblemException;
import dev.neontasks.api.ProblemType;

/** Nobody we know is calling: no account stands behind the token, or e-mail and password do not belong together. */
public final class Unauthenticated extends ProblemException {

    private static final long serialVersionUID = 1L;

    public Unauthenticated(String detail) {
        super(ProblemType.UNAUTHENTICATED, detail);
    }
}
