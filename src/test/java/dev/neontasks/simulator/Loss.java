package dev.neontasks.simulator;

/** When a connection is reset, as the server sees it; the client sees the same each time. */
public enum Loss {
    /** The statement never reaches the server, whose session ends. */
    BEFORE_SERVER,
    /** The server is done with the statement, and with its transaction if the statement ended that; its answer is lost. */
    AFTER_SERVER,
    /** The same, but nobody knows of the end yet: the reset comes when {@link NeonSimulator#deliver} is called. */
    UNHEARD,
    /** The statement is on its way for as long as {@link NeonSimulator#deliver} is not called; then the server runs it. */
    LATE
}
