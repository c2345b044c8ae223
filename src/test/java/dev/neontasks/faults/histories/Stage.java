package dev.neontasks.faults.histories;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.simulator.NeonSimulator;
import dev.neontasks.simulator.PgBouncer;

/** Copies of the service over one database, and a pooler before it for those that want one. */
final class Stage implements AutoCloseable {

    /** How a copy comes to the database, and with how many connections at most. */
    record Way(boolean pooled, int connections) {

        static Way direct(int connections) {
            return new Way(false, connections);
        }

        static Way pooled(int connections) {
            return new Way(true, connections);
        }
    }

    final EmbeddedDatabase database = EmbeddedDatabase.temporary();
    final Optional<PgBouncer> pooler;
    final List<Copy> copies = new ArrayList<>();

    Stage(Way... ways) {
        pooler = List.of(ways).stream().anyMatch(Way::pooled) ? Optional.of(PgBouncer.before(database)) : Optional.empty();
        var key = Keys.ecPem();
        try {
            for (var way : ways) {
                copies.add(new Copy(way.pooled() ? throughPooler() : database.url(), way.pooled(),
                        Map.of("JWT_SIGNING_KEY", key, "DATABASE_URL_UNPOOLED", database.url(), "SIGN_UP_LIMIT", "1000000/1m",
                                "DATABASE_POOL_MAX", Integer.toString(way.connections()))));
            }
            copies.forEach(Copy::ready);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private String throughPooler() {
        return pooler.orElseThrow().url().replace(NeonSimulator.POOLED_HOST, PgBouncer.ADDRESS);
    }

    @Override
    public void close() {
        copies.forEach(Copy::close);
        pooler.ifPresent(PgBouncer::close);
        database.close();
    }
}
