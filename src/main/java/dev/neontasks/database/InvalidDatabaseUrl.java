package dev.neontasks.database;

/**
 * A database URL that cannot be used. The message is one line that says which part is wrong and what would be right; of the
 * URL itself it repeats nothing that could be a secret, and it has no cause that might.
 */
public final class InvalidDatabaseUrl extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidDatabaseUrl(String fault) {
        super(fault);
    }

    static InvalidDatabaseUrl missing(String part) {
        return new InvalidDatabaseUrl("the " + part + " is missing; write postgresql://user:password@host/database");
    }
}
