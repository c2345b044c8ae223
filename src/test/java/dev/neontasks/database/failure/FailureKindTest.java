package dev.neontasks.database.failure;

import static dev.neontasks.database.failure.FailureKind.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What each kind of failure is taken for; whatever is not named, is not. */
class FailureKindTest {

    @Test
    void aStatementIsTriedAgainWhereAnotherConnectionMayDo() {
        assertThat(all(FailureKind::isRetryable)).containsExactlyInAnyOrder(UNKNOWN_HOST, REFUSED, TOO_MANY_CONNECTIONS,
                RESTARTING, NOT_AWAKE, CONNECTION_LOST, CONTENDED);
    }

    @Test
    void whatHasTakenAllItsTimeIsNotTriedAgainThoughItMayHavePassed() {
        assertThat(TIMED_OUT.isTransient()).isTrue();
        assertThat(TIMED_OUT.isRetryable()).isFalse();
    }

    @Test
    void nothingElseIsTransient() {
        var transientOnes = all(FailureKind::isTransient);
        transientOnes.remove(TIMED_OUT);
        assertThat(transientOnes).isEqualTo(all(FailureKind::isRetryable));
    }

    @Test
    void aDatabaseThatRefusesAStatementIsThere() {
        assertThat(all(FailureKind::isAnswer)).containsExactlyInAnyOrder(STATEMENT_TIMED_OUT, SEARCH_TIMED_OUT, CONTENDED,
                STORAGE_FULL, READ_ONLY, TABLE_MISSING, COLUMN_MISSING, FUNCTION_MISSING, KEY_MISSING, PRIVILEGE_MISSING,
                OFF_SEARCH_PATH, ROWS_HIDDEN, NOT_MIGRATABLE);
    }

    @Test
    void aSchemaThatIsNotWhatWasPromisedIsToldFromAllElse() {
        assertThat(all(FailureKind::isOfSchema)).containsExactlyInAnyOrder(TABLE_MISSING, COLUMN_MISSING, FUNCTION_MISSING,
                KEY_MISSING, PRIVILEGE_MISSING, OFF_SEARCH_PATH, ROWS_HIDDEN, NOT_MIGRATABLE);
    }

    @Test
    void writesAloneAreRefusedByAFullOrAReadOnlyDatabase() {
        assertThat(all(FailureKind::isWriteRefused)).containsExactlyInAnyOrder(STORAGE_FULL, READ_ONLY);
    }

    @Test
    void aConnectionIsGivenUpThatBrokeOrSaysNothing() {
        assertThat(all(FailureKind::isConnectionBroken)).containsExactlyInAnyOrder(CONNECTION_LOST, RESTARTING, TIMED_OUT);
    }

    @Test
    void whoeverConnectsWaitsForADatabaseThatWakesOrIsFull() {
        assertThat(all(FailureKind::isWaking)).containsExactlyInAnyOrder(NOT_AWAKE, RESTARTING, TOO_MANY_CONNECTIONS);
    }

    @Test
    void whoeverAskedIsToldTheKindInWords() {
        var failure = new DatabaseUnavailable(REFUSED, new IllegalStateException("secret"));
        assertThat(failure).hasMessage(REFUSED.text());
        assertThat(failure.kind()).isEqualTo(REFUSED);
    }

    private static Set<FailureKind> all(Predicate<FailureKind> condition) {
        return Stream.of(FailureKind.values()).filter(condition).collect(Collectors.toSet());
    }
}
