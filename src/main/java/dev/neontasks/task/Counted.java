package dev.neontasks.task;

/**
 * How an insert ended that counted.
 *
 * @param present how many the owner had before, as far as it was counted
 */
record Counted(Inserted inserted, long present) {

    /**
     * @param present how many there were, of the {@code most} that were counted
     * @param isAdded whether one was added
     * @param isThere whether it is there, by an earlier attempt or another write
     */
    static Counted of(long present, boolean isAdded, boolean isThere, int most) {
        if (isAdded) {
            return new Counted(Inserted.DONE, present);
        } else if (isThere) {
            return new Counted(Inserted.PRESENT, present);
        }
        // Not added, though there was room: the account is none of the issuer's, or not yet.
        return new Counted(present < most ? Inserted.NO_OWNER : Inserted.FULL, present);
    }

    static Counted not(Inserted reason) {
        return new Counted(reason, 0);
    }
}
