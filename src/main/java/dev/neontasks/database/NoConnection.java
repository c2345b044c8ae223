package dev.neontasks.database;

import java.sql.SQLException;

/** The pool had no connection to give, so that nothing was asked of the database yet. */
final class NoConnection extends SQLException {

    private static final long serialVersionUID = 1L;

    NoConnection() {
        super("No connection could be made yet", "08001");
    }

    static boolean caused(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoConnection) {
                return true;
            }
        }
        return false;
    }
}
