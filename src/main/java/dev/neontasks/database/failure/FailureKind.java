package dev.neontasks.database.failure;

/** What a failure of the database means. The text may be shown to anybody. */
public enum FailureKind {

    UNKNOWN_HOST("its host name cannot be resolved", true),
    REFUSED("it refuses connections", true),
    TIMED_OUT("it did not answer in time", true),
    TLS_ABSENT("it offers no TLS", false),
    TLS_TOO_OLD("it speaks no TLS that is still safe, which is 1.2 or later", false),
    CERTIFICATE_UNTRUSTED("no authority that is trusted here vouches for its certificate", false),
    CERTIFICATE_OF_ANOTHER("its certificate is for another host name", false),
    CERTIFICATE_OUTDATED("its certificate has expired or is not valid yet", false),
    TLS("the TLS handshake with it failed", false),
    WRONG_LOGIN("it does not accept the user or the password", false),
    NOT_ADMITTED("it does not let this service in", false),
    UNKNOWN_DATABASE("it has no database of that name", false),
    ENCODING_UNFIT("its encoding cannot hold every text", false),
    UNKNOWN_ENDPOINT("its provider knows no such endpoint", false),
    DISABLED_ENDPOINT("its endpoint is disabled", false),
    ADDRESS_NOT_ALLOWED("it allows no connections from this address", false),
    QUOTA_EXCEEDED("a quota of its project is used up", false),
    TOO_MANY_CONNECTIONS("it has no connection left", true),
    RESTARTING("it is starting, restarting or shutting down", true),
    NOT_AWAKE("its compute could not be woken yet", true),
    CONNECTION_LOST("the connection broke", true),
    STORAGE_FULL("its storage is full", false),
    READ_ONLY("it takes no writes", false),
    CONTENDED("others were changing the same", true),
    STATEMENT_TIMED_OUT("a statement took too long", false),
    SEARCH_TIMED_OUT("a search took too long", false),
    NO_FREE_CONNECTION("no connection became free in time", false),
    SCHEMA_NOT_READY("its schema is not ready yet", false),
    TABLE_MISSING("a table that the service needs is missing", false),
    COLUMN_MISSING("a column that the service needs is missing", false),
    FUNCTION_MISSING("a function, a type or an operator that the service needs is missing", false),
    KEY_MISSING("a unique key that the service needs is missing", false),
    PRIVILEGE_MISSING("its role lacks a privilege that the service needs", false),
    OFF_SEARCH_PATH("the search path does not lead to its tables", false),
    ROWS_HIDDEN("row security hides rows from the service", false),
    NOT_MIGRATABLE("its schema cannot be brought up to date", false);

    private final String text;
    private final boolean transientFailure;

    FailureKind(String text, boolean transientFailure) {
        this.text = text;
        this.transientFailure = transientFailure;
    }

    /** A clause about the database. */
    public String text() {
        return text;
    }

    /** Whether the same again, on another connection, may succeed at once. */
    public boolean isTransient() {
        return transientFailure;
    }

    /** Whether a statement that met it may be tried again: not one that has waited for an answer as long as it may. */
    public boolean isRetryable() {
        return transientFailure && this != TIMED_OUT;
    }

    /** Whether it is an answer about the statement, of a database that is there for others. */
    public boolean isAnswer() {
        return this == STATEMENT_TIMED_OUT || this == SEARCH_TIMED_OUT || this == CONTENDED || isWriteRefused()
                || isOfSchema();
    }

    /** Whether it says that the schema is not what was promised: others may be answered as long as they need another part. */
    public boolean isOfSchema() {
        return switch (this) {
            case TABLE_MISSING, COLUMN_MISSING, FUNCTION_MISSING, KEY_MISSING, PRIVILEGE_MISSING, OFF_SEARCH_PATH, ROWS_HIDDEN,
                    NOT_MIGRATABLE ->
                true;
            default -> false;
        };
    }

    /** Whether somebody has to do something before anything can be written. */
    public boolean isWriteRefused() {
        return this == STORAGE_FULL || this == READ_ONLY;
    }

    /** Whether the connection is of no more use, and those made together with it are suspect. */
    public boolean isConnectionBroken() {
        return this == CONNECTION_LOST || this == RESTARTING || this == TIMED_OUT;
    }

    /** Whether, said to somebody who connects, it means that there will be a connection soon. */
    public boolean isWaking() {
        return this == NOT_AWAKE || this == RESTARTING || this == TOO_MANY_CONNECTIONS;
    }
}
