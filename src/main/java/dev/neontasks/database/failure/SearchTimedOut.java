package dev.neontasks.database.failure;

/** A search was ended: it says something about what was searched for, and nothing about the database. */
public final class SearchTimedOut extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SearchTimedOut(Throwable cause) {
        super(FailureKind.SEARCH_TIMED_OUT.text(), cause, false, false);
    }
}
