package dev.neontasks.database.evidence;

import java.time.Clock;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.quarkus.test.Mock;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.failure.FailureKind;

/** What is known of the database, as long as a test says so, and what is really known otherwise. */
@Mock
@Singleton
public class EvidenceStub extends DatabaseEvidence {

    private volatile Optional<DatabaseState> told = Optional.empty();

    EvidenceStub(Clock clock, DatabaseSettings settings) {
        super(clock, settings);
    }

    public void tell(DatabaseState state) {
        told = Optional.of(state);
    }

    public void tellTheTruth() {
        told = Optional.empty();
    }

    @Override
    public DatabaseStatus status() {
        var known = super.status();
        return told.map(state -> new DatabaseStatus(state, known.since(),
                state == DatabaseState.DOWN ? Optional.of(FailureKind.REFUSED) : Optional.empty(), known.lastVerified(),
                known.roundTrip(), known.facts())).orElse(known);
    }
}
