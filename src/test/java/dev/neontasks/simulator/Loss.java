package dev.neontasks.simulator;

/** When a connection is reset, as the server sees it; the client sees the same both times. */
public enum Loss {
    /** The statement never reaches the server, whose session ends. */
    BEFORE_SERVER,
    /** The server is done with the statement, and with its transaction if the statement ended that; its answer is lost. */
    AFTER_SERVER
}
