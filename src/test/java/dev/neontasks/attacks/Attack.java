package dev.neontasks.attacks;

/**
 * What an attacker does with each connection.
 *
 * @param connections that it keeps open at once, if it is let
 * @param perSecond how many it begins in a second at most: it is not the work of asking that is to be felt
 * @param turns called in one thread
 */
record Attack(String name, int connections, int perSecond, Turns turns) {

    /** Within which all connections are there, however slow the machine. */
    private static final int SECONDS = 10;

    /** The same against a machine of this {@link MachineSpeed}: as large a part of what it can do. */
    Attack at(double speed) {
        var fitting = Math.max((int) (perSecond * speed), connections / SECONDS);
        return new Attack(name, connections, Math.min(perSecond, fitting), turns);
    }

    interface Turns {

        /** What comes next on this one of the connections, when {@code begun} turns were begun on all of them. */
        Turn next(int connection, int begun);
    }
}
