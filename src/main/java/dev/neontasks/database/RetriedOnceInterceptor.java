package dev.neontasks.database;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

@Interceptor
@RetriedOnce
@Priority(Interceptor.Priority.APPLICATION)
class RetriedOnceInterceptor {

    /** A second run starts a new wait for a connection: a late one would outlast what a request may take. */
    private static final Duration LATEST_RETRY = Duration.ofSeconds(1);

    private final DatabaseEvidence evidence;
    private final DatabasePool pool;
    private final Schema schema;
    private final Clock clock;

    RetriedOnceInterceptor(DatabaseEvidence evidence, DatabasePool pool, Schema schema, Clock clock) {
        this.evidence = evidence;
        this.pool = pool;
        this.schema = schema;
        this.clock = clock;
    }

    @AroundInvoke
    Object run(InvocationContext work) throws Exception {
        if (!schema.isReady()) {
            throw new DatabaseUnavailable(evidence.failure().orElse(FailureKind.SCHEMA_NOT_READY), null);
        }
        var begun = clock.instant();
        try {
            return answered(work);
        } catch (RuntimeException e) {
            var kind = meaning(e);
            if (kind.isPresent() && kind.get().isTransient() && isEarly(begun)) {
                pool.dropIdle();
                return lastRun(work);
            }
            throw failed(e, kind, begun);
        }
    }

    private Object lastRun(InvocationContext work) throws Exception {
        var begun = clock.instant();
        try {
            return answered(work);
        } catch (RuntimeException e) {
            throw failed(e, meaning(e), begun);
        }
    }

    private Object answered(InvocationContext work) throws Exception {
        var result = work.proceed();
        evidence.answered();
        return result;
    }

    private RuntimeException failed(RuntimeException failure, Optional<FailureKind> kind, Instant begun) {
        if (kind.isEmpty()) {
            return failure;
        }
        if (kind.get() == FailureKind.STATEMENT_TIMED_OUT) {
            evidence.answered();
        } else if (kind.get() != FailureKind.NO_FREE_CONNECTION) {
            evidence.failed(kind.get(), begun);
        }
        return new DatabaseUnavailable(kind.get(), failure);
    }

    private Optional<FailureKind> meaning(RuntimeException failure) {
        return FailureMeaning.of(failure)
                // The pool says the same whether its connections are busy or cannot be made.
                .map(kind -> kind == FailureKind.NO_FREE_CONNECTION && !pool.isFull() ? FailureKind.TIMED_OUT : kind);
    }

    private boolean isEarly(Instant begun) {
        return Duration.between(begun, clock.instant()).compareTo(LATEST_RETRY) < 0;
    }
}
