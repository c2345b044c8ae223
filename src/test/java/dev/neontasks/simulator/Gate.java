package dev.neontasks.simulator;

/** Stands open, or holds up whoever comes until it is opened again. */
final class Gate {

    private boolean open = true;

    synchronized void pass() throws InterruptedException {
        while (!open) {
            wait();
        }
    }

    synchronized void shut() {
        open = false;
    }

    synchronized void open() {
        open = true;
        notifyAll();
    }
}
