package dev.neontasks.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import jakarta.data.Limit;
import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.StatelessSession;

/**
 * All sign-ins that have not ended. Every statement is its own transaction, and every call may be run twice.
 */
@ApplicationScoped
class RefreshSessions {

    private static final Limit FORGOTTEN_AT_ONCE = Limit.of(500);
    private static final Duration PAUSE = Duration.ofMinutes(10);

    /** Whose session goes on, with which token, and until when at the latest. */
    record Renewed(Account account, RefreshToken token, Instant expiresAt) {
    }

    private final RefreshTokens tokens;
    private final AtomicReference<Instant> nextForgetting = new AtomicReference<>(Instant.MIN);

    RefreshSessions(RefreshTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * The session that {@code offered} continues: with the successor of its current token, or with the current one when
     * {@code offered} was replaced a moment before it was {@code asked}. Any other of its tokens has been stolen, or a copy of
     * it: that ends the session, unless it was asked before the newest renewal, when it may have been good, and runs once more.
     * What is not known as one of its tokens may be made up, and ends nothing.
     *
     * @param random of which the successor is made
     * @param robbed is told whose session ends
     */
    Optional<Renewed> renew(StatelessSession session, RefreshToken offered, byte[] random, Instant asked, Instant now,
            Consumer<Optional<Account>> robbed) {
        var seed = tokens.seed(offered, random);
        var statements = new RefreshSessionStatements_(session);
        while (true) {
            var found = statements.find(offered.session())
                    .filter(kept -> now.isBefore(kept.expiresAt) && !kept.account.isDisabled());
            if (found.isEmpty()) {
                return Optional.empty();
            }
            var kept = found.get();
            if (kept.isReplaced(offered, asked)) {
                return Optional.of(new Renewed(kept.account, kept.successor(offered), kept.expiresAt));
            } else if (!kept.isCurrent(offered)) {
                if (asked.isAfter(kept.rotatedAt) && (kept.isOf(offered) || tokens.isOurs(offered))) {
                    robbed.accept(Optional.of(kept.account));
                    statements.delete(offered.session());
                }
                return Optional.empty();
            } else if (statements.rotate(offered.session(), offered.hash(), offered.successor(seed).hash(), seed, now)) {
                return Optional.of(new Renewed(kept.account, offered.successor(seed), kept.expiresAt));
            }
            // Somebody else presented the same token in between: look again.
        }
    }

    /** Whose session it is that {@code offered} continues, or did before its last renewal, however long ago that was. */
    Optional<Account> owner(StatelessSession session, RefreshToken offered) {
        return new RefreshSessionStatements_(session).find(offered.session()).filter(kept -> kept.isOf(offered))
                .map(kept -> kept.account);
    }

    /** Whatever has become of it. */
    void end(StatelessSession session, UUID id) {
        new RefreshSessionStatements_(session).delete(id);
    }

    /** Takes some of what has expired away, unless that was done a while ago. */
    void forgetExpired(StatelessSession session, Instant now) {
        var due = nextForgetting.get();
        if (now.isBefore(due) || !nextForgetting.compareAndSet(due, now.plus(PAUSE))) {
            return;
        }
        var statements = new RefreshSessionStatements_(session);
        var expired = statements.expired(now, FORGOTTEN_AT_ONCE);
        if (!expired.isEmpty()) {
            statements.deleteAll(expired);
        }
    }
}
