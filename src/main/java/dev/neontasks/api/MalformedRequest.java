package dev.neontasks.api;

import dev.neontasks.api.Problem.FieldError;

/** A parameter or a body that is not of the form asked for. */
public final class MalformedRequest extends ProblemException {

    private static final long serialVersionUID = 1L;

    public MalformedRequest(String field, String message) {
        this(new FieldError(field, message));
    }

    private MalformedRequest(FieldError error) {
        super(ProblemType.MALFORMED_REQUEST, "'" + error.field() + "' " + error.message() + ".", error);
    }
}
