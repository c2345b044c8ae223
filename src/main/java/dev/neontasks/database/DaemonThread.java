package dev.neontasks.database;

/** A thread that the end of the process does not wait for. */
final class DaemonThread {

    private DaemonThread() {
    }

    static Thread of(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
