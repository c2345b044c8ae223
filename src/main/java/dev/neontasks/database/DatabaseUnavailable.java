package dev.neontasks.database;

import org.jspecify.annotations.Nullable;

/** The database could not do its part in time. The caller may repeat the request; its writes are made to be repeated. */
public final class DatabaseUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureKind kind;

    DatabaseUnavailable(FailureKind kind, @Nullable Throwable cause) {
        super(kind.text(), cause);
        this.kind = kind;
    }

    public FailureKind kind() {
        return kind;
    }
}
