package dev.neontasks.account;

import java.util.function.Function;
import java.util.function.LongSupplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import dev.neontasks.api.TooManyRequests;
import dev.neontasks.database.evidence.DatabaseEvidence;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.security.SecurityEvent;
import dev.neontasks.security.SecurityLog;

/**
 * Bounds what refresh tokens cost that continue nothing: so many at a time, and no more than one a minute while the database
 * sleeps, which it would be woken for. They count for their session where they are of {@linkplain RefreshTokens ours}, and else
 * for the address; so
 * strangers' inventions never count for those who have a session and share the address with them, nor for the session whose id
 * they have seen.
 */
@Singleton
class RefreshLimit {

    private final Limits limits;
    private final RefreshTokens tokens;
    private final SecurityLog log;
    private final VainRefreshes vain;

    @Inject
    RefreshLimit(Limits limits, RefreshTokens tokens, DatabaseEvidence evidence, SecurityLog log) {
        this(limits, tokens, evidence, log, System::nanoTime);
    }

    RefreshLimit(Limits limits, RefreshTokens tokens, DatabaseEvidence evidence, SecurityLog log, LongSupplier nanos) {
        this.limits = limits;
        this.tokens = tokens;
        this.log = log;
        this.vain = new VainRefreshes(evidence, nanos);
    }

    /**
     * Counts an attempt when it ends as {@link Unauthenticated}. Throws {@link TooManyRequests}. Once begun it goes on to its
     * end, though the client may have left: what it cost shows only then.
     *
     * @param attempt given whose turn it takes
     */
    <T> Uni<T> of(RefreshToken offered, String address, Function<Asker, Uni<T>> attempt) {
        var isOurs = tokens.isOurs(offered);
        var who = isOurs ? offered.session().toString() : address;
        try {
            vain.letSleep(who, isOurs);
            return limits.refresh(who, attempt.apply(isOurs ? Asker.memberAt(address) : Asker.stranger(address)))
                    .onFailure().invoke(failure -> vain.failed(who, isOurs, failure)).memoize().indefinitely();
        } catch (TooManyRequests e) {
            log.tell(SecurityEvent.LIMIT_REFRESH, address);
            throw e;
        }
    }

}
