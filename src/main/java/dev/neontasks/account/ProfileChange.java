package dev.neontasks.account;

import jakarta.inject.Singleton;

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
        return admission.run(Asker.account(id), session -> {
            var user = current.user(session);
            return wanted.map(profile -> {
                writes.rename(session, id, profile.name(), write);
                return user.named(profile.name());
            }).orElse(user);
        });
    }
}
