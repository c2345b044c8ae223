package dev.neontasks.database.url;

/**
 * A database URL that cannot be used. The message is one line that says which part is wrong and what would be right; of the
 * URL itself it repeats nothing that could be a secret, and it has no cause that might.
 */
public final class InvalidDatabaseUrl extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Which part of it is at fault. */
    public enum Part {
        PARAMETER,
        TLS,
        /** One that the URL names. */
        FILE,
        OTHER
    }

    private final Part part;

    InvalidDatabaseUrl(String fault) {
        this(Part.OTHER, fault);
    }

    public InvalidDatabaseUrl(Part part, String fault) {
        super(fault);
        this.part = part;
    }

    public Part part() {
        return part;
    }

    static InvalidDatabaseUrl missing(String part) {
        return new InvalidDatabaseUrl("the " + part + " is missing; write postgresql://user:password@host/database");
    }
}
