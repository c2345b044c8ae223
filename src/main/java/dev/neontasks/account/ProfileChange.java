package dev.neontasks.account;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.inject.Singleton;

import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

import com.fasterxml.jackson.databind.JsonNode;

import dev.neontasks.api.Ids;
import dev.neontasks.api.TooManyRequests;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.work.Admission;

/** Changes what the caller says of themselves. */
@Singleton
class ProfileChange {

    private final CurrentAccount current;
    private final ProfilePatch patches;
    private final AccountWrites writes;
    private final Limits limits;
    private final Admission admission;

    ProfileChange(CurrentAccount current, ProfilePatch patches, AccountWrites writes, Limits limits, Admission admission) {
        this.current = current;
        this.patches = patches;
        this.writes = writes;
        this.limits = limits;
        this.admission = admission;
    }

    /**
     * The account as it is then. Fails with {@link Unauthenticated} when it is gone, and with {@link TooManyRequests} after too
     * many changes.
     */
    Uni<User> run(@Nullable JsonNode patch) {
        var id = current.id();
        var wanted = patches.of(patch);
        var write = Ids.next();
        limits.change(id);
        // The second run goes by what the first has found: that one may have taken effect before the account was disabled.
        var found = new AtomicReference<Optional<User>>(Optional.empty());
        return admission.run(Asker.account(id), session -> {
            var user = found.updateAndGet(known -> known.or(() -> Optional.of(current.user(session)))).orElseThrow();
            return wanted.map(profile -> renamed(session, user, profile.name(), write)).orElse(user);
        });
    }

    private User renamed(StatelessSession session, User user, @Nullable String name, UUID write) {
        if (!writes.rename(session, user.id(), name, write)) {
            // Says so of one that is disabled.
            current.user(session);
            throw CurrentAccount.gone();
        }
        return user.named(name);
    }
}
