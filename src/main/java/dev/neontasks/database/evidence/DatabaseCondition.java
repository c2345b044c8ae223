package dev.neontasks.database.evidence;

import java.time.Instant;
import java.util.Optional;

import jakarta.inject.Singleton;

import dev.neontasks.database.failure.FailureKind;

/** What is known of the connection and of the schema, in one: the database is of no use without either. */
@Singleton
public class DatabaseCondition {

    private final DatabaseEvidence evidence;
    private final Schema schema;

    DatabaseCondition(DatabaseEvidence evidence, Schema schema) {
        this.evidence = evidence;
        this.schema = schema;
    }

    /**
     * All at once, so that its parts are of one moment. Of two failures that of the connection, which is to be mended first.
     */
    public DatabaseStatus status() {
        var connection = evidence.status();
        var fault = schema.newestFault();
        return new DatabaseStatus(fault.isPresent() ? DatabaseState.DOWN : connection.state(), since(connection, fault),
                connection.failure().or(() -> fault.map(Schema.Fault::kind)), connection.lastVerified(), connection.roundTrip(),
                connection.facts());
    }

    private Instant since(DatabaseStatus connection, Optional<Schema.Fault> fault) {
        var since = connection.since();
        if (connection.state() == DatabaseState.DOWN) {
            return fault.map(Schema.Fault::since).filter(since::isAfter).orElse(since);
        }
        return fault.map(Schema.Fault::since).orElseGet(() -> later(since, schema.mendedAt()));
    }

    public DatabaseState state() {
        return status().state();
    }

    /** Why requests cannot be served, when its status is {@code known}. */
    public Optional<FailureKind> reason(DatabaseStatus known) {
        return known.failure().or(() -> schema.isReady() ? Optional.empty() : Optional.of(FailureKind.SCHEMA_NOT_READY));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
