package dev.neontasks.simulator;

import java.io.IOException;

/** Work on a thread of its own, which the JVM does not wait for. */
final class Background {

    /** What ends without a word when its connection does. */
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    private Background() {
    }

    static Thread run(String name, Work work) {
        var thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException e) {
                // One end is gone, and so is the other.
            }
        }, "simulator " + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
