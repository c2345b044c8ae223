package dev.neontasks.account;

import static dev.neontasks.security.SecurityEvent.*;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

import dev.neontasks.account.password.Claimant;
import dev.neontasks.account.password.PasswordProof;
import dev.neontasks.account.token.TokenSettings;
import dev.neontasks.api.Ids;
import dev.neontasks.api.TooManyRequests;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.work.Admission;
import dev.neontasks.security.SecurityLog;

/** Takes the caller's account away, and all that it owns. */
@Singleton
class AccountDeletion {

    private final CurrentAccount current;
    private final DeletedAccounts deleted;
    private final PasswordProof proof;
    private final Limits limits;
    private final SecurityLog log;
    private final Admission admission;
    private final TokenSettings settings;
    private final Validator validator;
    private final Clock clock;

    AccountDeletion(CurrentAccount current, DeletedAccounts deleted, PasswordProof proof, Limits limits, SecurityLog log,
            Admission admission, TokenSettings settings, Validator validator, Clock clock) {
        this.current = current;
        this.deleted = deleted;
        this.proof = proof;
        this.limits = limits;
        this.log = log;
        this.admission = admission;
        this.settings = settings;
        this.validator = validator;
        this.clock = clock;
    }

    /**
     * Asks for the password once more; where there is none, as with an outside issuer, the token is enough. Fails with
     * {@link Unauthenticated}, also when the password is another one since it was proved, and with
     * {@link TooManyRequests} after too many wrong ones.
     */
    Uni<Void> run(@Nullable Deletion body, String address) {
        return (settings.hasOwnAccounts() ? own(password(body), address) : ofIssuer())
                .invoke(id -> log.tell(ACCOUNT_DELETED, address, id)).replaceWithVoid();
    }

    private Uni<String> own(String password, String address) {
        var id = current.id();
        var write = Ids.next();
        var asked = admission.now();
        return prove(id, asked, password, address).chain(account -> admission.run(Asker.account(id), asked, session -> {
            if (!deleted.remove(session, account, write, clock.instant())) {
                throw new Unauthenticated("The account has changed meanwhile. Sign in again.");
            }
            return id;
        }));
    }

    private Uni<String> ofIssuer() {
        var id = current.id();
        var write = Ids.next();
        return admission.run(Asker.account(id), session -> {
            if (!deleted.removeOfIssuer(session, id, write, clock.instant())) {
                throw CurrentAccount.ofAnotherKind();
            }
            return id;
        });
    }

    private Uni<Account> prove(String id, Instant asked, String password, String address) {
        return limits.deletion(id, address, admission.run(Asker.account(id), asked, current::account)
                .chain(account -> proof
                        .matches(password, Optional.ofNullable(account.passwordHash()), new Claimant(id, address))
                        .map(matches -> {
                            if (!matches) {
                                log.tell(DELETION_WRONG_PASSWORD, address, id);
                                throw new Unauthenticated("Wrong password.");
                            }
                            return account;
                        })));
    }

    private String password(@Nullable Deletion body) {
        var given = body == null ? Deletion.WITHOUT_PASSWORD : body;
        var violations = validator.validate(given);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        return given.password();
    }
}
