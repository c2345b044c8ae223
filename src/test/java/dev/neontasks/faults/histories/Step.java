package dev.neontasks.faults.histories;

import dev.neontasks.history.Change;
import dev.neontasks.history.Request.Method;

/**
 * What a client is to ask next.
 *
 * @param owner number of the account in whose name
 * @param task number of the task: the one after the last stands for what was posted last
 */
record Step(Method method, int owner, int task, Change change, Condition condition, Keyed keyed) {

    /** What of the task's tags the request names. */
    enum Condition {
        NONE,
        /** The one that was seen last. */
        LAST_TAG,
        /** One that was seen once. */
        SOME_TAG,
        ANY,
        /** If-None-Match: * */
        ABSENT
    }

    enum Keyed {
        NOT,
        /** With a new key, and once more if nothing is answered. */
        NEW,
        /** What somebody asked or is asking with a key, again. */
        AGAIN,
        /** The key of what took effect, for something else. */
        REUSED
    }
}
