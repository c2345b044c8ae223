package dev.neontasks.database.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.neontasks.TestDatabase;
import dev.neontasks.database.queue.Asker;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class DatabaseCheckTest {

    @Inject
    DatabaseCheck check;
    @Inject
    Admission admission;

    /** The pool would set it to none, and a statement without an answer would keep its connection for ever. */
    @Test
    void leavesTheConnectionItsTimeOut() throws Exception {
        var usual = timeOut();
        assertThat(usual).isEqualTo(10_500);
        assertThat(check.verify().get(10, TimeUnit.SECONDS)).isEmpty();
        assertThat(timeOut()).isEqualTo(usual);
    }

    private int timeOut() throws Exception {
        return admission
                .run(Asker.account("ann"), session -> session.doReturningWork(
                        pooled -> ((Connection) pooled.unwrap(PGConnection.class)).getNetworkTimeout()))
                .subscribeAsCompletionStage().get(10, TimeUnit.SECONDS);
    }
}
