package dev.neontasks.api;

import java.util.List;

import dev.neontasks.api.Problem.FieldError;

/** A fact that ends a request with a problem document. Subclasses are the facts; their message is the {@code detail}. */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient List<FieldError> errors;

    public ProblemException(ProblemType type, String detail, FieldError... errors) {
        super(detail, null, false, false);
        this.type = type;
        this.errors = List.of(errors);
    }

    public ProblemType type() {
        return type;
    }

    public List<FieldError> errors() {
        return errors;
    }
}
