package dev.neontasks.traffic;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.neontasks.traffic.AnswersMeter.Cause;

/**
 * All that was answered, or is about to be, and that clients have not taken: bytes from when they are made until the socket has
 * them. Who does not take them is cut off after a time, and sooner when others need the room.
 */
@Singleton
class Answers {

    private final AnswersLimits limits;
    private final AnswersMeter meter;
    private final LongSupplier nanos;
    private final AtomicLong bytes = new AtomicLong();
    private final Set<AnswersUnread> unread = ConcurrentHashMap.newKeySet();

    @Inject
    Answers(AnswersLimits limits, AnswersMeter meter) {
        this(limits, meter, System::nanoTime);
    }

    Answers(AnswersLimits limits, AnswersMeter meter, LongSupplier nanos) {
        this.limits = limits;
        this.meter = meter;
        this.nanos = nanos;
        meter.show(bytes);
    }

    AnswersUnread reader(Runnable look, Runnable cut) {
        return new AnswersUnread(this, limits.step(), look, cut);
    }

    /** Counts what is made for somebody; false when it is large and there is no room for it. */
    boolean reserve(long made) {
        if (made > limits.small() && !makeRoom(made)) {
            refuse();
            return false;
        }
        bytes.addAndGet(made);
        return true;
    }

    void refuse() {
        meter.refused();
    }

    void add(long more) {
        bytes.addAndGet(more);
        if (more > 0) {
            makeRoom(0);
        }
    }

    /** Cuts off who has not moved on in time; to be called several times a second. */
    void sweep() {
        for (var reader : unread) {
            reader.look();
            if (reader.hasStoodStillFor(limits.stall())) {
                cutOff(reader, Cause.STALLED);
            }
        }
    }

    void watch(AnswersUnread reader) {
        unread.add(reader);
    }

    void forget(AnswersUnread reader) {
        unread.remove(reader);
    }

    long time() {
        return nanos.getAsLong();
    }

    long bytes() {
        return bytes.get();
    }

    private boolean makeRoom(long needed) {
        while (bytes.get() + needed > limits.most()) {
            var victim = whoStoodStillLongest();
            if (victim.isEmpty()) {
                return false;
            }
            cutOff(victim.get(), Cause.ROOM);
        }
        return true;
    }

    private Optional<AnswersUnread> whoStoodStillLongest() {
        var now = time();
        var longest = unread.stream().max(Comparator.comparingLong(reader -> now - reader.movedAt()));
        return bytes.get() > limits.tooMany() ? longest : longest.filter(reader -> reader.hasStoodStillFor(limits.patience()));
    }

    private void cutOff(AnswersUnread reader, Cause cause) {
        if (reader.cutOff()) {
            meter.cutOff(cause);
        }
    }
}
