package dev.neontasks.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.Config;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.neontasks.TestClock;
import dev.neontasks.TestDatabase;
import dev.neontasks.account.CurrentAccount;

/** How often a full account is counted, which takes 20 ms of the database for 100,000 tasks. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class TaskQuotaCountTest {

    private static final StatelessSession NO_DATABASE = null;

    private static final class FullInserts extends WriteStatements {

        private int counts;
        private boolean isFull = true;
        private int present = 100_000;

        FullInserts(CurrentAccount account) {
            super(account, null);
        }

        @Override
        Counted insert(StatelessSession session, String owner, TaskView task, int most, WriteIntent intent) {
            counts += most == 0 ? 0 : 1;
            return new Counted(isFull || most == 0 ? Inserted.FULL : Inserted.DONE, Math.min(most, present));
        }

        @Override
        Inserted insert(StatelessSession session, String owner, TaskView task, WriteIntent intent) {
            return Inserted.DONE;
        }
    }

    @Inject
    Config config;
    @Inject
    CurrentAccount account;

    private final TestClock clock = new TestClock();
    private FullInserts inserts;
    private TaskQuota quota;

    @BeforeEach
    void begin() {
        inserts = new FullInserts(account);
        quota = new TaskQuota(inserts, config, clock::nanos);
    }

    @Test
    void isOnceASecond() {
        for (var i = 0; i < 100; i++) {
            refused("ann");
        }
        assertThat(inserts.counts).isEqualTo(1);
        clock.pass(Duration.ofMillis(999));
        refused("ann");
        assertThat(inserts.counts).isEqualTo(1);
        refused("bob");
        assertThat(inserts.counts).isEqualTo(2);
        clock.pass(Duration.ofMillis(1));
        refused("ann");
        assertThat(inserts.counts).as("refusals without a count do not prolong it").isEqualTo(3);
    }

    @Test
    void isAtOnceWhenOneWasDeletedHere() {
        refused("ann");
        inserts.isFull = false;
        quota.deleted("bob");
        refused("ann");
        quota.deleted("ann");
        assertThat(insert("ann")).isEqualTo(Inserted.DONE);
    }

    /** Room for a thousand at first: one counts when a quarter of that is left, and what it grants goes on from there. */
    @Test
    void isByOneWhileTheOthersGoOn() {
        inserts.isFull = false;
        inserts.present = 0;
        for (var i = 0; i <= 750; i++) {
            assertThat(insert("ann")).isEqualTo(Inserted.DONE);
        }
        assertThat(inserts.counts).isEqualTo(1);
        insert("ann");
        assertThat(inserts.counts).isEqualTo(2);
        for (var i = 0; i < 750; i++) {
            insert("ann");
        }
        assertThat(inserts.counts).isEqualTo(2);
    }

    private void refused(String owner) {
        assertThat(insert(owner)).isEqualTo(Inserted.FULL);
    }

    private Inserted insert(String owner) {
        var intent = new WriteIntent(Clock.systemUTC(), Optional.empty());
        var content = new TaskContent("One more", null, false, null);
        return quota.insert(NO_DATABASE, owner, TaskView.added(UUID.randomUUID(), content, intent), intent);
    }
}
