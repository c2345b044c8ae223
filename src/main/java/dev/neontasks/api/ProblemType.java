package dev.neontasks.api;

import java.util.Locale;

/** The kinds of problems of the HTTP contract that have a type of their own; all others are {@code about:blank}. */
public enum ProblemType {

    MALFORMED_REQUEST(400, "Malformed request"),
    UNAUTHENTICATED(401, "Unauthenticated"),
    CONFLICT(409, "Conflict"),
    QUOTA_EXCEEDED(409, "Quota exceeded"),
    PRECONDITION_FAILED(412, "Precondition failed"),
    VALIDATION(422, "Validation failed"),
    IDEMPOTENCY_KEY_REUSED(422, "Idempotency key reused"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    DATABASE_UNAVAILABLE(503, "Database unavailable"),
    POOL_EXHAUSTED(503, "Pool exhausted"),
    OVERLOADED(503, "Overloaded");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The {@code type} member of RFC 9457: a path of this service. */
    public String uri() {
        return "/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
