package dev.neontasks.account;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

import dev.neontasks.api.TooManyRequests;
import dev.neontasks.database.Admission;

/** Takes the caller's account away, and all that it owns. */
@Singleton
class AccountDeletion {

    private final CurrentAccount current;
    private final DeletedAccounts deleted;
    private final PasswordProof proof;
    private final Limits limits;
    private final Admission admission;
    private final TokenSettings settings;
    private final Validator validator;
    private final Clock clock;

    AccountDeletion(CurrentAccount current, DeletedAccounts deleted, PasswordProof proof, Limits limits, Admission admission,
            TokenSettings settings, Validator validator, Clock clock) {
        this.current = current;
        this.deleted = deleted;
        this.proof = proof;
        this.limits = limits;
        this.admission = admission;
        this.settings = settings;
        this.validator = validator;
        this.clock = clock;
    }

    /**
     * Asks for the password once more; where there is none, as with an outside issuer, the token is enough. Fails with
     * {@link Unauthenticated}, and with {@link TooManyRequests} after too many wrong ones.
     */
    Uni<Void> run(@Nullable Deletion body, String address) {
        var id = current.id();
        var asked = admission.now();
        var proven = settings.hasOwnAccounts() ? prove(id, asked, password(body), address) : Uni.createFrom().voidItem();
        return proven.chain(() -> admission.run(id, asked, () -> {
            deleted.remove(id, clock.instant());
            return id;
        })).replaceWithVoid();
    }

    private Uni<Void> prove(String id, Instant asked, String password, String address) {
        return admission.run(id, asked, current::account)
                .chain(account -> limits.signIn(String.valueOf(account.email()), address,
                        proof.of(Optional.of(account), password, "Wrong password.")))
                .replaceWithVoid();
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
