package dev.neontasks.database.evidence;

/** What is known of the database without asking it. */
public enum DatabaseState {

    /** It answered, and nothing has contradicted that since. */
    UP,

    /** It answered, nothing is against it, and it has not been used for as long as it takes Neon to suspend it. */
    ASLEEP,

    /** The newest that is known of it is a failure. */
    DOWN,

    /** Nobody has asked it yet. */
    UNKNOWN
}
