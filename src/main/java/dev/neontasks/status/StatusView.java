package dev.neontasks.status;

import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.neontasks.database.evidence.ConnectionFacts.Tls;
import dev.neontasks.database.evidence.DatabaseState;
import dev.neontasks.database.url.Endpoint;
import dev.neontasks.database.work.PoolStatus;

/** What anybody may know of the service and its database. */
public record StatusView(Service service, Database database) {

    public record Service(String name, String version, Instant startedAt) {
    }

    /**
     * @param reason why it is DOWN
     * @param roundTripMillis of the newest explicit check, in milliseconds
     */
    public record Database(DatabaseState state, Instant since,
            @Schema(nullable = true) @Nullable String reason, @Schema(nullable = true) @Nullable Instant lastVerifiedAt,
            @Schema(nullable = true) @Nullable Double roundTripMillis, Endpoint endpoint,
            @Schema(nullable = true) @Nullable Tls tls, @Schema(nullable = true) @Nullable String serverVersion,
            @Schema(nullable = true) @Nullable String schemaVersion, PoolStatus.Gauges pool) {
    }
}
