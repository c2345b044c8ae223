package dev.neontasks.database.pool;

/** A thread that the end of the process does not wait for. */
public final class DaemonThread {

    private DaemonThread() {
    }

    public static Thread of(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
