package dev.neontasks.database.failure;

import org.jspecify.annotations.Nullable;

/** The database could not do its part in time. The caller may repeat the request; its writes are made to be repeated. */
public final class DatabaseUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureKind kind;

    public DatabaseUnavailable(FailureKind kind, @Nullable Throwable cause) {
        // Where a request was turned away says nothing, and under a flood there are thousands a second.
        super(kind.text(), cause, false, false);
        this.kind = kind;
    }

    public FailureKind kind() {
        return kind;
    }
}
