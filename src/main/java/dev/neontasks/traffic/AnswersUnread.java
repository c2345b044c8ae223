package dev.neontasks.traffic;

import java.time.Duration;

/**
 * What one reader, a connection or a stream of one, was given and has not taken. Its own event loop says how much that is; any
 * thread may cut it off.
 */
final class AnswersUnread {

    private final Answers all;
    private final int step;
    private final Runnable look;
    private final Runnable cut;
    private long bytes;
    private long mark;
    private volatile long movedAt;
    private boolean over;

    /**
     * @param look has {@link #now} called soon, for a reader that is not told of every byte that is taken
     * @param cut ends the reader; to be called from any thread
     */
    AnswersUnread(Answers all, int step, Runnable look, Runnable cut) {
        this.all = all;
        this.step = step;
        this.look = look;
        this.cut = cut;
    }

    /**
     * @param unread bytes that are held for it
     * @param taken bytes that it has ever taken; how they are counted matters only for the difference
     */
    void now(long unread, long taken) {
        long more;
        synchronized (this) {
            if (over || unread == 0 && bytes == 0) {
                return;
            }
            if (bytes == 0 || Math.abs(taken - mark) >= step) {
                mark = taken;
                movedAt = all.time();
            }
            more = unread - bytes;
            if (bytes == 0) {
                all.watch(this);
            } else if (unread == 0) {
                all.forget(this);
            }
            bytes = unread;
        }
        // Outside of the lock: it may cut others off, who do the same.
        all.add(more);
    }

    /** Nothing is held any more. */
    void end() {
        finish();
    }

    /** False when it was over before. */
    boolean cutOff() {
        var cutNow = finish();
        if (cutNow) {
            cut.run();
        }
        return cutNow;
    }

    private boolean finish() {
        long held;
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
            held = bytes;
            bytes = 0;
            all.forget(this);
        }
        all.add(-held);
        return true;
    }

    void look() {
        look.run();
    }

    long movedAt() {
        return movedAt;
    }

    boolean hasStoodStillFor(Duration time) {
        return all.time() - movedAt > time.toNanos();
    }
}
