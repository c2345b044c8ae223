package dev.neontasks.task;

/** How an insert ended. */
enum Inserted {
    DONE,
    /** The owner has a task of that id, or the write has a receipt. */
    PRESENT,
    /** There is no such owner, or not yet. */
    NO_OWNER,
    /** The owner has as many as there may be. */
    FULL
}
