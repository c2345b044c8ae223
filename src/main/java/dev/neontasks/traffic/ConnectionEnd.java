package dev.neontasks.traffic;

/** Why this process closed a connection. */
enum ConnectionEnd {
    /** Its head was not there in time. */
    SLOW_HEAD,
    /** Its body was not there in time, and nobody had answered. */
    SLOW_BODY,
    /** What came as its body is none: where it would end, nobody knows. */
    BROKEN_BODY,
    /** It had its answer, and did not come to the end of its body. */
    UNREAD_BODY,
    /** It had not read its answer to the end after all this time. */
    SLOW_READER,
    /** Nothing was asked for a long time. */
    IDLE,
    /** A place was needed: it had kept this process waiting the longest, or had more than one request at a time. */
    REPLACED,
    /** All places were being served, and it asked for something else than how the service is: it was told so. */
    TURNED_AWAY,
    /** A head or a trailer of more lines than anybody needs. */
    TOO_MANY_LINES,
    /** More requests than may be sent before the first one is answered. */
    TOO_FAR_AHEAD
}
