package dev.neontasks.schema.migration;

import java.time.Clock;

import dev.neontasks.database.evidence.Schema;
import dev.neontasks.database.failure.FailureClassifier;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.schema.changelog.ChangeLog;
import dev.neontasks.schema.changelog.NeededTables;
import dev.neontasks.schema.plan.Obstacle;

/** Tells whoever asks for the schema what is wrong with it, as the migrator has found it. */
final class SchemaFaults {

    private final Schema schema;
    private final Clock clock;

    SchemaFaults(Schema schema, Clock clock) {
        this.schema = schema;
        this.clock = clock;
    }

    /** It is not what it has to be. */
    void tell(NeededTables.Look found) {
        schema.failed(found.worst().orElse(FailureKind.SCHEMA_NOT_READY), found.inWords(), clock.instant());
    }

    /** It is elsewhere, or cannot be read. */
    void tell(Obstacle obstacle) {
        schema.failed(obstacle.kind() == Obstacle.Kind.PRIVILEGE_ON_TABLES_MISSING ? FailureKind.PRIVILEGE_MISSING
                : FailureKind.OFF_SEARCH_PATH, obstacle.detail(), clock.instant());
    }

    /** It cannot be migrated. */
    void tell(Exception failure) {
        schema.failed(FailureClassifier.of(failure).orElse(FailureKind.NOT_MIGRATABLE), ChangeLog.reason(failure),
                clock.instant());
    }

    /** Somebody else is to migrate it. */
    void tellPending() {
        schema.failed(FailureKind.SCHEMA_NOT_READY, "change sets are to be applied", clock.instant());
    }
}
