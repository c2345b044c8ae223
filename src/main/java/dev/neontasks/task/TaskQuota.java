package dev.neontasks.task;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.hibernate.StatelessSession;

import io.quarkus.runtime.Startup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.neontasks.environment.Environment;
import dev.neontasks.environment.Syntax;
import dev.neontasks.environment.Variable;

/**
 * How many tasks an account may have. Whoever was counted to have room for many adds some of these without being counted
 * again: counting takes the longer the more there are. Exact but for what is added at the same moment, as long as one process
 * adds; each further one may go {@value #UNCOUNTED} beyond. It never takes away what is there.
 * Whoever was found to have no room is refused for a second without being counted again, unless they delete a task here.
 */
@Singleton
@Startup
class TaskQuota {

    static final Variable<Integer> MOST = Variable.of("ACCOUNT_TASKS_MAX", Syntax.number(1, 10_000_000), "100000",
            "most tasks of one account; one more: 409. What is above 100,000 raises "
                    + "[the bound of its writes without a key](decisions/receipts.md#how-many-there-are), too");

    /** Of the room that was counted, the part that is taken on trust: the nearer to its end, the more often it is counted. */
    private static final int PART = 8;
    private static final int UNCOUNTED = 500;
    /** Of all that there may be: so no more than some 130 are counted for each that is added. */
    private static final int PART_OF_ALL = 100;
    private static final int REMEMBERED = 10_000;
    /** What another process deletes makes room here no later than that. */
    private static final Duration FULL_FOR = Duration.ofSeconds(1);

    private final WriteStatements writes;
    private final int most;
    private final Cache<String, Room> rooms = Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final Cache<String, Boolean> full;

    @Inject
    TaskQuota(WriteStatements writes, Config config) {
        this(writes, config, System::nanoTime);
    }

    TaskQuota(WriteStatements writes, Config config, LongSupplier nanos) {
        this.writes = writes;
        this.most = Environment.of(config).get(MOST);
        this.full = Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(FULL_FOR)
                .ticker(nanos::getAsLong).build();
    }

    /** One statement. */
    Inserted insert(StatelessSession session, String owner, TaskView task, WriteIntent intent) {
        if (isRoomFor(owner)) {
            return writes.insert(session, owner, task, intent);
        }
        // Of none nothing is counted, and what a first run has added is found all the same.
        var counted = writes.insert(session, owner, task, full.getIfPresent(owner) == null ? most : 0, intent);
        if (counted.inserted() == Inserted.DONE) {
            rooms.put(owner,
                    new Room((int) Math.min((most - counted.present()) / PART, Math.max(UNCOUNTED, most / PART_OF_ALL))));
        } else if (counted.inserted() == Inserted.FULL && full.getIfPresent(owner) == null) {
            full.put(owner, true);
        }
        return counted.inserted();
    }

    /** {@code owner} has one less. */
    void deleted(String owner) {
        full.invalidate(owner);
    }

    QuotaExceeded exceeded() {
        return new QuotaExceeded(most);
    }

    private boolean isRoomFor(String owner) {
        var room = rooms.getIfPresent(owner);
        return room != null && room.take();
    }

    /** What may be added without being counted. */
    private static final class Room {

        /** When so much is left, one counts: at its end all would, who come at once. */
        private static final int LAST_PART = 4;

        private final AtomicInteger left;
        private final int last;

        Room(int size) {
            left = new AtomicInteger(size);
            last = size / LAST_PART;
        }

        boolean take() {
            var before = left.getAndUpdate(present -> Math.max(0, present - 1));
            return before > 0 && before != last;
        }
    }
}
