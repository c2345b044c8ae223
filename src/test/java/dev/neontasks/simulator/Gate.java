package dev.neontasks.simulator;

/** Stands open, or holds up whoever comes until it is opened again. */
final class Gate {

    private enum State {
        OPEN,
        SHUT,
        /** For whoever is held up already. */
        SHUT_BEHIND
    }

    private State state = State.OPEN;

    synchronized void pass() throws InterruptedException {
        if (state == State.SHUT_BEHIND) {
            return;
        }
        while (state != State.OPEN) {
            wait();
        }
    }

    synchronized void shut() {
        state = State.SHUT;
    }

    /** Lets those pass who come from now on; who waits goes on waiting. */
    synchronized void shutBehind() {
        state = State.SHUT_BEHIND;
    }

    synchronized void open() {
        state = State.OPEN;
        notifyAll();
    }
}
