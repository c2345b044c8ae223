package dev.neontasks.schema.forecast;

/** A change of the schema that does not apply, and will not by being tried again. The message is its reason, in one line. */
public final class CannotMigrate extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** {@code EX_DATAERR} of {@code sysexits.h}. */
    public static final int EXIT_CODE = 65;

    public CannotMigrate(String reason, Throwable cause) {
        super(reason, cause);
    }
}
