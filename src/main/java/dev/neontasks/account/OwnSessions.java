package dev.neontasks.account;

import static dev.neontasks.security.SecurityEvent.*;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.data.Limit;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotFoundException;

import org.hibernate.StatelessSession;

import io.smallrye.mutiny.Uni;

import dev.neontasks.account.OwnSession.Sessions;
import dev.neontasks.api.Ids;
import dev.neontasks.api.TooManyRequests;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.work.Admission;
import dev.neontasks.security.SecurityLog;

/**
 * Where the caller is signed in, for them to look at and to end. All of it fails with {@link Unauthenticated} once the session
 * of
 * their token is over: who was signed out ends nobody else's.
 */
@Singleton
class OwnSessions {

    /** More than people have; what a script leaves behind that never signs out is shown in part. */
    private static final Limit SHOWN = Limit.of(1_000);

    private final CurrentAccount current;
    private final AccountWrites writes;
    private final Limits limits;
    private final Notices notices;
    private final SecurityLog log;
    private final Admission admission;
    private final Clock clock;

    OwnSessions(CurrentAccount current, AccountWrites writes, Limits limits, Notices notices, SecurityLog log,
            Admission admission, Clock clock) {
        this.current = current;
        this.writes = writes;
        this.limits = limits;
        this.notices = notices;
        this.log = log;
        this.admission = admission;
        this.clock = clock;
    }

    Uni<Sessions> list() {
        var account = current.id();
        var present = current.sessionId();
        return admission.run(Asker.account(account), session -> new RefreshSessionStatements_(session)
                .of(account, present, clock.instant(), SHOWN)).map(found -> {
                    var sessions = found.stream().map(kept -> OwnSession.of(kept, present))
                            .sorted(Comparator.comparing(OwnSession::startedAt).reversed()).toList();
                    if (sessions.stream().noneMatch(OwnSession::current)) {
                        throw CurrentAccount.over();
                    }
                    return new Sessions(sessions);
                });
    }

    /** Fails with {@link NotFoundException} when the caller has none of that id. */
    Uni<Void> end(UUID id, String address) {
        var account = current.id();
        var present = current.sessionId();
        // What the first run has found is ended by the second, whether or not the first did that.
        var found = new AtomicBoolean();
        return admission.run(Asker.account(account), session -> {
            if (!found.get()) {
                require(id, present, account, session);
                found.set(true);
            }
            new RefreshSessionStatements_(session).delete(id);
            return id;
        }).invoke(() -> log.tell(SESSION_ENDED_FROM_ANOTHER, address, account)).replaceWithVoid();
    }

    private void require(UUID id, UUID present, String account, StatelessSession session) {
        var there = new RefreshSessionStatements_(session).among(account, clock.instant(), List.of(id, present));
        if (!there.contains(present)) {
            throw CurrentAccount.over();
        } else if (!there.contains(id)) {
            throw new NotFoundException();
        }
    }

    /** All but the one that asks. Throws {@link TooManyRequests} after too many changes. */
    Uni<Void> endOthers(String address) {
        var account = current.id();
        var present = current.sessionId();
        var write = Ids.next();
        limits.change(account);
        return admission.run(Asker.account(account), session -> {
            writes.endOtherSessions(session, account, present, clock.instant(), write);
            return account;
        }).invoke(() -> {
            log.tell(OTHER_SESSIONS_ENDED, address, account);
            notices.sessionsEnded(account);
        }).replaceWithVoid();
    }
}
