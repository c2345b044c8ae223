package dev.neontasks.database.pool;

import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;

/**
 * The connections at one moment.
 *
 * @param open the generation of each that is made and not given up
 * @param usable how many of them are of the present generation
 * @param ending those that are given up and not closed yet
 */
record ConnectionTally(int generation, Map<Connection, Integer> open, int usable, int ending) {

    static final ConnectionTally NONE = new ConnectionTally(0, Map.of(), 0, 0);

    ConnectionTally made(Connection connection, int begun) {
        var more = new HashMap<>(open);
        more.put(connection, begun);
        return new ConnectionTally(generation, more, usable + (begun == generation ? 1 : 0), ending);
    }

    ConnectionTally givenUp(Connection connection) {
        if (!open.containsKey(connection)) {
            return this;
        }
        var fewer = new HashMap<>(open);
        fewer.remove(connection);
        return new ConnectionTally(generation, fewer, usable - (isUsable(connection) ? 1 : 0), ending + 1);
    }

    ConnectionTally closed() {
        return new ConnectionTally(generation, open, usable, ending - 1);
    }

    ConnectionTally retired(int suspect) {
        return suspect == generation ? new ConnectionTally(suspect + 1, open, 0, ending) : this;
    }

    boolean isUsable(Connection connection) {
        return Integer.valueOf(generation).equals(open.get(connection));
    }
}
