package dev.neontasks.database.evidence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.Schedules;
import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.url.Endpoint;
import dev.neontasks.environment.Environment;

/** Whatever is learned at the same time, no answer undoes a failure that is newer, and no failure an answer. */
@Tag("parts")
@Param(name = "minute", gen = IntGen.class, conf = "0:9")
@Param(name = "kind", gen = IntGen.class, conf = "0:1")
public class DatabaseEvidenceSchedulesTest {

    private static final Map<String, String> VARIABLES = Map.of("DATABASE_URL", "postgresql://u:p@localhost/d",
            "DATABASE_SUSPEND_AFTER", KnownMinutes.SUSPEND_AFTER + "m");
    private static final DatabaseSettings SETTINGS = DatabaseSettings
            .of(Environment.of(name -> Optional.ofNullable(VARIABLES.get(name))));
    private static final ConnectionFacts FACTS = new ConnectionFacts(Endpoint.DIRECT, Optional.empty(), "18", Duration.ZERO);
    private static final Logger LOG = Logger.getLogger("dev.neontasks.database");

    private final DatabaseEvidence evidence = new DatabaseEvidence(Clock.fixed(at(KnownMinutes.NOW), ZoneOffset.UTC), SETTINGS);

    @BeforeAll
    static void logNothing() {
        LOG.setLevel(Level.OFF);
        // The first time that something is formatted loads more classes than a schedule can hold.
        var first = new DatabaseEvidenceSchedulesTest();
        first.failed(0, 0);
        first.connected();
    }

    @AfterAll
    static void logAgain() {
        LOG.setLevel(null);
    }

    @Test
    void knowsWhatIsKnownWhenOneThingAfterTheOtherIsLearned() {
        Schedules.check(DatabaseEvidenceSchedulesTest.class, KnownMinutes.class, ConnectionFacts.class);
    }

    @Operation
    public void answered(@Param(name = "minute") int minute) {
        evidence.answered(at(minute));
    }

    @Operation
    public void failed(@Param(name = "kind") int kind, @Param(name = "minute") int begun) {
        evidence.failed(KnownMinutes.KINDS.get(kind), at(begun));
    }

    @Operation
    public void verified(@Param(name = "minute") int took) {
        evidence.verified(Duration.ofMinutes(took));
    }

    @Operation
    public void connected() {
        evidence.connected(FACTS);
    }

    @Operation
    public List<Object> status() {
        var status = evidence.status();
        return KnownMinutes.status(status.state().name(), minute(status.since()),
                status.failure().map(FailureKind::name).orElse(KnownMinutes.NONE),
                status.lastVerified().map(DatabaseEvidenceSchedulesTest::minute).orElse(KnownMinutes.NEVER),
                status.roundTrip().map(took -> (int) took.toMinutes()).orElse(KnownMinutes.NEVER), status.facts().isPresent());
    }

    @Operation
    public boolean hasAnsweredSince(@Param(name = "minute") int minute) {
        return evidence.hasAnsweredSince(at(minute));
    }

    private static Instant at(int minute) {
        return Instant.EPOCH.plus(Duration.ofMinutes(minute));
    }

    private static int minute(Instant time) {
        return (int) Duration.between(Instant.EPOCH, time).toMinutes();
    }
}
