package dev.neontasks.database.history;

import dev.neontasks.database.evidence.DatabaseState;

/** What the database was at, as far as was known here. */
public enum Phase {

    UP,
    ASLEEP,
    /** From the first attempt to connect to what is asleep, or was never asked, to its answer or failure. */
    WAKING,
    DOWN,
    UNKNOWN;

    static Phase of(DatabaseState state) {
        return switch (state) {
            case UP -> UP;
            case ASLEEP -> ASLEEP;
            case DOWN -> DOWN;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
