package dev.neontasks.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A session as its owner sees it.
 *
 * @param browser in which it began
 * @param current whether it is the one that is asking
 */
record OwnSession(UUID id, Instant startedAt, Instant lastUsedAt, @Schema(nullable = true) @Nullable String browser,
        boolean current) {

    /** All of somebody's, the newest first. */
    record Sessions(List<OwnSession> items) {
    }

    static OwnSession of(RefreshSession kept, UUID current) {
        return new OwnSession(kept.id, kept.startedAt(), kept.rotatedAt, kept.browser(), kept.id.equals(current));
    }
}
