package dev.neontasks.database.queue;

/**
 * Whose turn a piece of work takes, and whose share of the connections.
 *
 * @param most connections it ever has at once, even while nobody else waits
 */
public record Asker(Kind kind, String name, int most) {

    /**
     * Each keeps a processor of the database busy for as long as it lasts: beside more of them everybody else's statements get
     * slow, though there are connections for them. Nobody types more at once.
     */
    private static final int SEARCHES = 2;

    /** Kinds take turns with one another, so that however many there are of one, they keep nobody of another waiting. */
    enum Kind {

        /** What the service asks for itself. */
        SERVICE,

        /** Somebody with an account, or with a session of ours. */
        MEMBER,

        /** Somebody who has shown nothing yet. */
        STRANGER
    }

    Asker(Kind kind, String name) {
        this(kind, name, Integer.MAX_VALUE);
    }

    public static Asker service(String what) {
        return new Asker(Kind.SERVICE, what);
    }

    public static Asker account(String id) {
        return new Asker(Kind.MEMBER, id);
    }

    /** An account that searches, which has turns of its own for that. */
    public static Asker searching(String id) {
        return new Asker(Kind.MEMBER, id, SEARCHES);
    }

    /** The same whatever it asks for: whose share of the connections this takes. */
    Asker inAll() {
        return new Asker(kind, name);
    }

    public boolean isSearching() {
        return most == SEARCHES;
    }

    /** Whether it has shown nothing yet. */
    public boolean isStranger() {
        return kind == Kind.STRANGER;
    }

    /** All who come from {@code address} and have a session, whoever they are. */
    public static Asker memberAt(String address) {
        return new Asker(Kind.MEMBER, address);
    }

    /** All others who come from {@code address}. */
    public static Asker stranger(String address) {
        return new Asker(Kind.STRANGER, address);
    }
}
