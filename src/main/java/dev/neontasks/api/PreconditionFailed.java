package dev.neontasks.api;

/** What the caller made a condition does not hold. */
public final class PreconditionFailed extends ProblemException {

    private static final long serialVersionUID = 1L;

    public PreconditionFailed() {
        super(ProblemType.PRECONDITION_FAILED, "It is not in the state that the request's condition asks for.");
    }
}
