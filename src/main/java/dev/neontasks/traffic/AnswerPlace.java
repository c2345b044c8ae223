package dev.neontasks.traffic;

import java.util.ArrayList;
import java.util.List;

/**
 * The room that the answer to one request takes up before it is on its way. It is given back when the answer is written, when
 * it failed, and when nobody waits for it any more. For any thread.
 */
public final class AnswerPlace {

    private final Answers answers;
    private final AnswersRefused refused;
    private final String who;
    private final List<Runnable> endings = new ArrayList<>();
    private long taken;
    private boolean over;

    /** @param who asks for it */
    AnswerPlace(Answers answers, AnswersRefused refused, String who) {
        this.answers = answers;
        this.refused = refused;
        this.who = who;
    }

    /**
     * To be called before there is any work for it. Throws {@link AnswersFull} when others for the same had no room just now.
     */
    public void begin() {
        if (refused.isTold(who)) {
            answers.refuse();
            throw new AnswersFull();
        }
    }

    /** Throws {@link AnswersFull} when {@code bytes} more are large and there is no room for them. */
    public synchronized void take(long bytes) {
        if (over) {
            return;
        } else if (!answers.reserve(bytes)) {
            refused.tell(who);
            throw new AnswersFull();
        }
        taken += bytes;
    }

    /** Has {@code ending} run once, when the answer is over; now, when it is. */
    public void whenOver(Runnable ending) {
        synchronized (this) {
            if (!over) {
                endings.add(ending);
                return;
            }
        }
        ending.run();
    }

    public synchronized boolean isOver() {
        return over;
    }

    void end() {
        List<Runnable> all;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            all = List.copyOf(endings);
            answers.add(-taken);
        }
        all.forEach(Runnable::run);
    }
}
