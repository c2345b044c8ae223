package dev.neontasks.schema.plan;

import java.util.Arrays;
import java.util.Optional;

/** A lock on a table, weakest first (PostgreSQL, "Table-Level Locks"). */
public enum LockMode {

    ACCESS_SHARE("AccessShareLock", 7),
    ROW_SHARE("RowShareLock", 6),
    ROW_EXCLUSIVE("RowExclusiveLock", 4),
    SHARE_UPDATE_EXCLUSIVE("ShareUpdateExclusiveLock", 3),
    SHARE("ShareLock", 2),
    SHARE_ROW_EXCLUSIVE("ShareRowExclusiveLock", 2),
    EXCLUSIVE("ExclusiveLock", 1),
    ACCESS_EXCLUSIVE("AccessExclusiveLock", 0);

    private final String nameInPgLocks;
    private final int weakestConflict;

    LockMode(String nameInPgLocks, int weakestConflict) {
        this.nameInPgLocks = nameInPgLocks;
        this.weakestConflict = weakestConflict;
    }

    public static Optional<LockMode> of(String nameInPgLocks) {
        return Arrays.stream(values()).filter(mode -> mode.nameInPgLocks.equals(nameInPgLocks)).findFirst();
    }

    /** Whether nobody gets the one while somebody else has the other. */
    public boolean conflictsWith(LockMode other) {
        return other.ordinal() >= weakestConflict && !(this == SHARE && other == SHARE);
    }

    /** What others cannot do meanwhile. */
    public String holdsUp() {
        return conflictsWith(ACCESS_SHARE) ? "reads and writes" : conflictsWith(ROW_EXCLUSIVE) ? "writes" : "nothing";
    }

    /** As SQL has it. */
    public String text() {
        return name().replace('_', ' ');
    }
}
