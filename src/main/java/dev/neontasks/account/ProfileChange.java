package dev.neontasks.account;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

import com.fasterxml.jackson.databind.JsonNode;

import dev.neontasks.api.Ids;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.work.Admission;

/** Changes what the caller says of themselves. */
@Singleton
class ProfileChange {

    private final CurrentAccount current;
    private final ProfilePatch patches;
    private final AccountWrites writes;
    private final Admission admission;

    ProfileChange(CurrentAccount current, ProfilePatch patches, AccountWrites writes, Admission admission) {
        this.current = current;
        this.patches = patches;
        this.writes = writes;
        this.admission = admission;
    }

    /** The account as it is then. Fails with {@link Unauthenticated} when it is gone. */
    Uni<User> run(@Nullable JsonNode patch) {
        var id = current.id();
        var wanted = patches.of(patch);
        var write = Ids.next();
        return admission.run(Asker.account(id), session -> {
            var user = current.user(session);
            return wanted.map(profile -> {
                writes.rename(session, id, profile.name(), write);
                return user.named(profile.name());
            }).orElse(user);
        });
    }
}
