package dev.neontasks.task;

import dev.neontasks.api.ProblemException;
import dev.neontasks.api.ProblemType;

/** The key belongs to another write. */
final class IdempotencyKeyReused extends ProblemException {

    private static final long serialVersionUID = 1L;

    IdempotencyKeyReused() {
        super(ProblemType.IDEMPOTENCY_KEY_REUSED,
                "This Idempotency-Key was sent with another method, path, body or condition. Each write needs one of its own.");
    }
}
