package dev.neontasks.status;

import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;

import dev.neontasks.database.history.DatabaseHistory;
import dev.neontasks.database.history.Price;

/** What this replica remembers of the database. Reading it touches nothing. */
@Path("/api/status/history")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class HistoryResource {

    private static final int LETTERS = 8;

    private final DatabaseHistory history;
    private final Price price;
    /** So that two answers can be told to come from two replicas; says nothing of where it runs. */
    private final String replica = UUID.randomUUID().toString().substring(0, LETTERS);

    HistoryResource(DatabaseHistory history, Price price) {
        this.history = history;
        this.price = price;
    }

    @GET
    public Uni<HistoryView> history() {
        return Uni.createFrom().item(() -> HistoryView.of(replica, history.seen(), price));
    }
}
