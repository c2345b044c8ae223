package dev.neontasks.task;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.hibernate.StatelessSession;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.neontasks.account.CurrentAccount;
import dev.neontasks.api.TooManyRequests;

/**
 * How many receipts of one kind an account may have: none is forgotten before its time to make room. A part of the room is
 * taken on trust; when that is used up, the next write asks the database how much there is. So each copy, whenever it is
 * started, may go an eighth beyond.
 */
abstract class ReceiptQuota {

    private static final int PART = 8;
    private static final int REMEMBERED = 10_000;

    private final CurrentAccount account;
    private final int most;
    private final int least;
    private final Duration pause;
    private final Cache<String, AtomicInteger> rooms = Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final Cache<String, Duration> full;

    /**
     * @param least of what there is room for, to be taken on trust at once though there may be room for fewer
     * @param pause who was found to have no room is not counted again meanwhile
     */
    ReceiptQuota(CurrentAccount account, int most, int least, Duration pause) {
        this.account = account;
        this.most = most;
        this.least = least;
        this.pause = pause;
        this.full = Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(pause).build();
    }

    /** Those that count against it. */
    abstract ReceiptCount count(TaskStatements statements, String owner);

    /** What whoever has {@code most} is told. */
    abstract String refusal(int most);

    int most() {
        return most;
    }

    /** Whether there is room that was counted, or is taken on trust; it is taken. */
    boolean takes(String owner) {
        return rooms.get(owner, unknown -> new AtomicInteger(most / PART))
                .getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    /** Counts. Throws {@link TooManyRequests} when there is no room. */
    void count(StatelessSession session, String owner) {
        var wait = Optional.ofNullable(full.getIfPresent(owner));
        if (wait.isEmpty()) {
            var found = count(StatementKinds.of(session, account.isOfIssuer()), owner);
            if (found.count() < most) {
                rooms.put(owner, new AtomicInteger(Math.max(least, (int) (most - found.count()) / PART)));
                return;
            }
            wait = found.untilNext();
            full.put(owner, wait.orElse(pause));
        }
        throw new TooManyRequests(wait.orElse(pause), refusal(most));
    }
}
