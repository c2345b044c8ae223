package dev.neontasks.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

import dev.neontasks.account.token.TokenSettings;
import dev.neontasks.database.evidence.ConnectionFacts;
import dev.neontasks.database.evidence.DatabaseCondition;
import dev.neontasks.database.evidence.Schema;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.pool.CurrentUrl;
import dev.neontasks.database.work.DatabaseCheck;
import dev.neontasks.database.work.PoolStatus;
import dev.neontasks.database.work.SharedCheck;
import dev.neontasks.mail.Outbox;
import dev.neontasks.schema.changelog.OngoingMigration;

/** The state of the database for people. Reading it touches nothing; {@code verify} asks one query. */
@Path("/api/status")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class StatusResource {

    /** So that nobody keeps a connection busy for long by asking again as soon as there is an answer. */
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final DatabaseCondition condition;
    private final PoolStatus pool;
    private final Schema schema;
    private final OngoingMigration migration;
    private final SharedCheck check;
    private final CurrentUrl location;
    private final StatusView.Accounts accounts;
    private final String name;
    private final String version;
    private final Instant startedAt;

    StatusResource(DatabaseCondition condition, PoolStatus pool, Schema schema, OngoingMigration migration,
            DatabaseCheck check, CurrentUrl location, TokenSettings tokens, Outbox outbox, Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String name,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.condition = condition;
        this.pool = pool;
        this.schema = schema;
        this.migration = migration;
        this.check = new SharedCheck(check, PERIOD);
        this.location = location;
        this.accounts = tokens.hasOwnAccounts() ? new StatusView.OwnAccounts(true, false, outbox.isOpen())
                : new StatusView.IssuerAccounts(tokens.issuer());
        this.name = name;
        this.version = version;
        this.startedAt = clock.instant();
    }

    /** So that {@code startedAt} is the start, not the first look. */
    void start(@Observes StartupEvent event) {
    }

    @GET
    public Uni<StatusView> status() {
        return Uni.createFrom().item(this::view);
    }

    @POST
    @Path("verify")
    @Authenticated
    public Uni<StatusView> verify() {
        return Uni.createFrom().completionStage(check::verify).map(outcome -> view());
    }

    private StatusView view() {
        var database = condition.status();
        return new StatusView(new StatusView.Service(name, version, startedAt, accounts),
                new StatusView.Database(database.state(), database.since(),
                        database.failure().map(FailureKind::text).orElse(null), database.lastVerified().orElse(null),
                        database.roundTrip().map(StatusResource::millis).orElse(null), location.pool().endpoint(),
                        database.facts().flatMap(ConnectionFacts::tls).orElse(null),
                        database.facts().map(ConnectionFacts::serverVersion).orElse(null),
                        schema.version().orElse(null), migration.progress().map(StatusView.Migration::of).orElse(null),
                        pool.gauges()));
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / (double) TimeUnit.MICROSECONDS.toNanos(100)) / 10.0;
    }
}
