package dev.neontasks.task;

/**
 * How an insert ended that counted.
 *
 * @param present how many the owner had before, as far as it was counted
 */
record Counted(Inserted inserted, long present) {

    /** Of a row that says how many there were, of the {@code most} that were counted, whether one was added, and is there. */
    static Counted of(Object[] row, int most) {
        var present = (long) row[0];
        if ((boolean) row[1]) {
            return new Counted(Inserted.DONE, present);
        } else if ((boolean) row[2]) {
            return new Counted(Inserted.PRESENT, present);
        }
        // Not added, though there was room: the account is none of the issuer's, or not yet.
        return new Counted(present < most ? Inserted.NO_OWNER : Inserted.FULL, present);
    }

    static Counted not(Inserted reason) {
        return new Counted(reason, 0);
    }
}
