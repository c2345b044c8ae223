package dev.neontasks.database.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.neontasks.TestDatabase;
import dev.neontasks.database.failure.FailureClassifier;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.schema.migration.Migrating;
import dev.neontasks.simulator.NeonSimulator;
import dev.neontasks.simulator.ServerTls;

/** Somebody who is not the database, or no longer safe to talk to, gets no start-up message and no password. */
@Tag("parts")
class HostileServerTest {

    static final NeonSimulator SIMULATOR = NeonSimulator.before(TestDatabase.running());

    @AfterAll
    static void close() {
        SIMULATOR.close();
    }

    @ParameterizedTest
    @CsvSource({ "ABSENT, TLS_ABSENT", "SELF_SIGNED, CERTIFICATE_UNTRUSTED", "OTHER_HOST, CERTIFICATE_OF_ANOTHER",
            "EXPIRED, CERTIFICATE_OUTDATED", "TLS_1_1, TLS_TOO_OLD" })
    void isRefusedAtOnceAndByName(ServerTls presented, FailureKind kind) {
        SIMULATOR.tls(presented);
        var before = SIMULATOR.counts();
        var connector = Migrating.to(SIMULATOR.url()).connector;
        var started = System.nanoTime();
        var failure = catchThrowable(connector::pooled);
        var took = Duration.ofNanos(System.nanoTime() - started);
        System.out.printf("%s: refused in %d ms: %s%n", presented, took.toMillis(), kind.text());
        assertThat(FailureClassifier.of(failure)).hasValue(kind);
        assertThat(took).isLessThan(Duration.ofSeconds(2));
        assertThat(SIMULATOR.counts().since(before).startUps()).isZero();
    }

    @Test
    void theRightOneIsNot() throws Exception {
        SIMULATOR.tls(ServerTls.VALID);
        Migrating.to(SIMULATOR.url()).connector.pooled().close();
    }
}
