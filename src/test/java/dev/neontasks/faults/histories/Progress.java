package dev.neontasks.faults.histories;

/** How many operations have ended. */
final class Progress {

    private int ended;
    private boolean isOver;

    synchronized void oneMore() {
        ended++;
        notifyAll();
    }

    /** There will be no more. */
    synchronized void end() {
        isOver = true;
        notifyAll();
    }

    /** False if there are no so many. */
    synchronized boolean reaches(int count) throws InterruptedException {
        while (ended < count && !isOver) {
            wait();
        }
        return ended >= count;
    }
}
