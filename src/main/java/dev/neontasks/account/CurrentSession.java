package dev.neontasks.account;

import java.time.Clock;

import jakarta.inject.Singleton;

import org.hibernate.StatelessSession;

/**
 * The session that the request's token was given in, asked for where a token alone is not enough: one outlasts its session by
 * minutes.
 */
@Singleton
class CurrentSession {

    private final CurrentAccount current;
    private final Clock clock;

    CurrentSession(CurrentAccount current, Clock clock) {
        this.current = current;
        this.clock = clock;
    }

    /** With its account, in one statement. Throws {@link Unauthenticated} when it is over, or the account disabled. */
    RefreshSession get(StatelessSession session) {
        var found = new RefreshSessionStatements_(session).find(current.sessionId())
                .filter(kept -> kept.account.accountId().equals(current.id()) && clock.instant().isBefore(kept.expiresAt))
                .orElseThrow(CurrentAccount::over);
        if (found.account.isDisabled()) {
            throw CurrentAccount.disabled();
        }
        return found;
    }
}
