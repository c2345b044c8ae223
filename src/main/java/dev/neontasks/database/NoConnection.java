package dev.neontasks.database;

import java.sql.SQLException;
import java.util.Locale;

/** The pool had no connection to give, so that nothing was asked of the database yet. */
final class NoConnection extends SQLException {

    private static final long serialVersionUID = 1L;

    /** In what the pool says when it has run out of patience; its exceptions carry no SQLSTATE. */
    private static final String OUT_OF_PATIENCE = "acquisition timeout";

    NoConnection() {
        super("No connection could be made yet", "08001");
    }

    static boolean caused(Throwable failure) {
        return FailureMeaning.causes(failure).anyMatch(cause -> cause instanceof NoConnection || isOutOfPatience(cause));
    }

    private static boolean isOutOfPatience(Throwable failure) {
        return failure instanceof SQLException && String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT)
                .contains(OUT_OF_PATIENCE);
    }
}
