package dev.neontasks.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.SessionFactory;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;

/**
 * All sign-ins that have not ended. Every statement is its own transaction, and every call may be run twice. To be
 * called as admitted work only.
 */
@ApplicationScoped
class RefreshSessions {

    private static final int FORGOTTEN_AT_ONCE = 500;
    private static final Duration PAUSE = Duration.ofMinutes(10);

    /** Whose session goes on, with which token, and until when at the latest. */
    record Renewed(Account account, RefreshToken token, Instant expiresAt) {
    }

    private final SessionFactory sessions;
    private final AtomicReference<Instant> nextForgetting = new AtomicReference<>(Instant.MIN);

    RefreshSessions(SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** Throws {@link Unauthenticated} when the account is gone. */
    void add(RefreshSession begun) {
        try (var session = sessions.openStatelessSession()) {
            session.insert(begun);
        } catch (ConstraintViolationException e) {
            if (e.getKind() != ConstraintKind.UNIQUE) {
                throw new Unauthenticated("The account is gone.");
            }
            // The first attempt took effect.
        }
    }

    /**
     * The session that {@code offered} continues: with the successor of its current token, or with the current one when
     * {@code offered} was replaced a moment before it was {@code asked}. Any other of its tokens has been stolen, or a copy of
     * it: that ends the session.
     */
    Optional<Renewed> renew(RefreshToken offered, byte[] seed, Instant asked, Instant now) {
        while (true) {
            var found = find(offered.session()).filter(session -> now.isBefore(session.expiresAt));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            var session = found.get();
            if (session.isReplaced(offered, asked)) {
                return Optional.of(new Renewed(session.account, offered.successor(session.seed), session.expiresAt));
            } else if (!session.isCurrent(offered)) {
                end(offered.session());
                return Optional.empty();
            } else if (rotate(offered, seed, now)) {
                return Optional.of(new Renewed(session.account, offered.successor(seed), session.expiresAt));
            }
            // Somebody else presented the same token in between: look again.
        }
    }

    /** Whether there was such a session. */
    boolean end(UUID id) {
        return execute("delete from RefreshSession where id = :id", Map.of("id", id)) == 1;
    }

    /** Takes some of what has expired away, unless that was done a while ago. */
    void forgetExpired(Instant now) {
        var due = nextForgetting.get();
        if (now.isBefore(due) || !nextForgetting.compareAndSet(due, now.plus(PAUSE))) {
            return;
        }
        try (var session = sessions.openStatelessSession()) {
            var expired = session.createSelectionQuery("select id from RefreshSession where expiresAt < :now", UUID.class)
                    .setParameter("now", now).setMaxResults(FORGOTTEN_AT_ONCE).getResultList();
            if (!expired.isEmpty()) {
                session.createMutationQuery("delete from RefreshSession where id in :ids").setParameter("ids", expired)
                        .executeUpdate();
            }
        }
    }

    private Optional<RefreshSession> find(UUID id) {
        try (var session = sessions.openStatelessSession()) {
            return session.createSelectionQuery("from RefreshSession s join fetch s.account where s.id = :id",
                    RefreshSession.class).setParameter("id", id).uniqueResultOptional();
        }
    }

    private boolean rotate(RefreshToken offered, byte[] seed, Instant now) {
        return execute("update RefreshSession set tokenHash = :next, previousHash = :hash, seed = :seed, rotatedAt = :now "
                + "where id = :id and tokenHash = :hash",
                Map.of("next", offered.successor(seed).hash(), "hash", offered.hash(), "seed", seed, "now", now, "id",
                        offered.session())) == 1;
    }

    private int execute(String statement, Map<String, Object> values) {
        try (var session = sessions.openStatelessSession()) {
            var query = session.createMutationQuery(statement);
            values.forEach(query::setParameter);
            return query.executeUpdate();
        }
    }
}
