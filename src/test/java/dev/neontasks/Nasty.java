package dev.neontasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Text that costs more than its length, and what work on it may cost. */
public final class Nasty {

    /** Of one thread: nothing that is bounded needs a hundredth of it, and nothing that is not stays within it. */
    private static final Duration MOST = Duration.ofSeconds(1);

    private Nasty() {
    }

    /** Combining marks of alternating class: NFC sorts them one by one, which for 80,000 of them takes ten seconds. */
    public static String marks(int codePoints) {
        return "\u0301\u0316".repeat((codePoints + 1) / 2).substring(0, codePoints);
    }

    /** What {@code work} costs this thread, however busy the machine is. */
    public static Duration cost(Runnable work) {
        var threads = ManagementFactory.getThreadMXBean();
        var begun = threads.getCurrentThreadCpuTime();
        work.run();
        return Duration.ofNanos(threads.getCurrentThreadCpuTime() - begun);
    }

    public static void assertCheap(Runnable work) {
        assertThat(cost(work)).isLessThan(MOST);
    }
}
