package dev.neontasks.account;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Singleton;

import org.hibernate.StatelessSession;
import org.jboss.logging.Logger;

import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.work.Admission;

/**
 * Has expired receipts taken away, whosever they are, when somebody leaves one: never by a timer, which would keep a database
 * awake for it. Beside the write, which does not wait for it.
 */
@Singleton
public class ExpiredReceipts {

    private static final Logger LOG = Logger.getLogger(ExpiredReceipts.class);

    private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();
    /** Some milliseconds of the database. While there are more, each write has as many taken away. */
    private static final int MOST = 1_000;

    /** Who is about to take the same ones away is not waited for. */
    private static final String FORGET = """
            delete from receipts where ctid = any (array(
                select ctid from receipts where expires_at <= now() order by expires_at limit :most for update skip locked))""";

    private final Admission admission;
    private final AtomicLong due = new AtomicLong(System.nanoTime());

    ExpiredReceipts(Admission admission) {
        this.admission = admission;
    }

    /** Unless that was done a moment ago. */
    public void forget() {
        var now = System.nanoTime();
        var moment = due.get();
        if (now - moment >= 0 && due.compareAndSet(moment, now + PAUSE_NANOS)) {
            admission.run(Asker.service("receipts"), ExpiredReceipts::takeAway).subscribe().with(
                    count -> due.compareAndSet(now + PAUSE_NANOS, count == MOST ? now : now + PAUSE_NANOS),
                    failure -> LOG.debugf("Expired receipts are left for later: %s", failure));
        }
    }

    private static int takeAway(StatelessSession session) {
        return session.createNativeMutationQuery(FORGET).setParameter("most", MOST).executeUpdate();
    }
}
