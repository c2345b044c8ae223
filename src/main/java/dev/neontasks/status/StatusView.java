package dev.neontasks.status;

import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.neontasks.database.evidence.ConnectionFacts.Tls;
import dev.neontasks.database.evidence.DatabaseState;
import dev.neontasks.database.url.Endpoint;
import dev.neontasks.database.work.PoolStatus;
import dev.neontasks.schema.changelog.OngoingMigration;

/** What anybody may know of the service and its database. */
public record StatusView(Service service, Database database) {

    /** @param accounts who has them, and which ways in there are */
    public record Service(String name, String version, Instant startedAt, Accounts accounts) {
    }

    /** Whose accounts people sign in with. */
    @Schema(oneOf = { OwnAccounts.class, IssuerAccounts.class })
    public sealed interface Accounts permits OwnAccounts, IssuerAccounts {
    }

    /**
     * Those of this service.
     *
     * @param mail whether a forgotten password can be replaced by a mail
     */
    @RegisterForReflection
    public record OwnAccounts(boolean password, boolean passkey, boolean mail) implements Accounts {
    }

    /** Those of an outside issuer, by the name that stands in its tokens. */
    @RegisterForReflection
    public record IssuerAccounts(String issuer) implements Accounts {
    }

    /**
     * @param reason why it is DOWN
     * @param roundTripMillis of the newest explicit check, in milliseconds
     * @param migration what this copy of the service is applying to the schema
     */
    public record Database(DatabaseState state, Instant since,
            @Schema(nullable = true) @Nullable String reason, @Schema(nullable = true) @Nullable Instant lastVerifiedAt,
            @Schema(nullable = true) @Nullable Double roundTripMillis, Endpoint endpoint,
            @Schema(nullable = true) @Nullable Tls tls, @Schema(nullable = true) @Nullable String serverVersion,
            @Schema(nullable = true) @Nullable String schemaVersion,
            @Schema(nullable = true) @Nullable Migration migration, PoolStatus.Gauges pool) {
    }

    /**
     * Changes of the schema that are applied one after the other.
     *
     * @param running the one that is being applied, if one is just now
     * @param percent of its table, what is read for the index that is being built
     */
    public record Migration(@Schema(nullable = true) @Nullable String running, int done, int of,
            @Schema(nullable = true) @Nullable Integer percent) {

        static Migration of(OngoingMigration.Progress progress) {
            return new Migration(progress.running().orElse(null), progress.done(), progress.of(),
                    progress.percent().orElse(null));
        }
    }
}
