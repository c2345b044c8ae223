package dev.neontasks.task;

/** What a statement that writes a task is told; in {@link WriteTemplate} in small letters, behind a colon. */
enum WriteParameter {
    OWNER,
    ID,
    TITLE,
    DESCRIPTION,
    COMPLETED,
    DUE_ON,
    AT,
    REVISION,
    WRITE,
    FINGERPRINT,
    /** Seconds that the receipt is kept. */
    LASTS,
    /** The refusal that the write goes on in spite of. */
    LIFTED,
    /** The revision that the task has to have still. */
    PRESENT,
    /** How many tasks there may be. */
    MOST,
    /** When the token was. */
    ISSUED
}
