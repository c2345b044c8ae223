package dev.neontasks.faults.histories;

/**
 * What goes wrong once so many operations have ended.
 *
 * @param copy whose connections they are, or whose process it is; of no meaning for what all copies meet
 * @param statement what the one holds that is lost
 * @param millis how long it lasts
 */
record Fault(int after, Kind kind, int copy, String statement, int millis) {

    enum Kind {
        /** The answer is lost after the effect, and no new connection is made meanwhile. */
        LOST_ANSWER,
        /** The same, and the client does not hear of it meanwhile. */
        UNHEARD,
        /** The connection is reset before the server has the statement, and no new one is made meanwhile. */
        LOST_STATEMENT,
        /** The same, and the statement reaches the server after as long again. */
        LATE_STATEMENT,
        /** Nothing moves on any connection, and no new one is made. */
        HANG,
        /** The compute sleeps, and takes the time to wake. */
        SLEEP,
        /** The server ends all sessions. */
        ENDED_BACKENDS,
        /** A backend is killed, and the server goes through a recovery. */
        CRASH,
        /** PgBouncer is killed, and back after the time. */
        KILLED_POOLER,
        /** A copy is killed, and another process in its place. */
        KILLED_COPY,
        /** Each copy after the other is told to end, with another process in its place. */
        ROLLOUT,
        /** The role gets another password, which the copies read from a file seconds later. What is connected stays so. */
        CHANGED_PASSWORD,
        /** The same, and the server ends all sessions: until a copy has read it, none is made in their place. */
        REVOKED_PASSWORD;

        boolean isOfStatement() {
            return this == LOST_ANSWER || this == UNHEARD || this == LOST_STATEMENT || this == LATE_STATEMENT;
        }

        /** Takes seconds besides. */
        boolean isCostly() {
            return switch (this) {
                case CRASH, KILLED_COPY, ROLLOUT, CHANGED_PASSWORD, REVOKED_PASSWORD -> true;
                default -> false;
            };
        }
    }

    @Override
    public String toString() {
        return "after %d: %s, copy %d, %d ms%s".formatted(after, kind, copy + 1, millis,
                kind.isOfStatement() ? ", " + statement : "");
    }
}
