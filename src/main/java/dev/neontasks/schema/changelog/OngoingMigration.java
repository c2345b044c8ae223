package dev.neontasks.schema.changelog;

import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

/** How far the migration is that this process is at, or tries again and again. */
@Singleton
public class OngoingMigration {

    private static final double PERCENT = 100;

    /**
     * What is known of it at one moment.
     *
     * @param running the id of the change set that is being applied, if one is just now
     * @param done change sets that are applied, of those that were missing when it began
     * @param percent of its table that the server has read for an index, while it builds one
     */
    public record Progress(Optional<String> running, int done, int of, Optional<Integer> percent) {
    }

    private volatile @Nullable Progress progress;
    private volatile Runnable listener = () -> {
    };

    /** Nothing, when nothing is missing or somebody else is to apply it. */
    public Optional<Progress> progress() {
        return Optional.ofNullable(progress);
    }

    public void at(Progress present) {
        progress = present;
        listener.run();
    }

    /** Has {@code told} run whenever the database has said how far it is, for as long as that lasts every ten seconds. */
    public void onProgress(Runnable told) {
        listener = told;
    }

    public void over() {
        progress = null;
    }

    void register(@Observes StartupEvent event, MeterRegistry registry) {
        Gauge.builder("neon_tasks.migration.pending", this, OngoingMigration::pending)
                .description("Change sets that this process has still to apply").register(registry);
        Gauge.builder("neon_tasks.migration.progress.ratio", this, OngoingMigration::ratio)
                .description("Part of the table that is read for the index that a change set builds").register(registry);
    }

    private int pending() {
        return progress().map(known -> known.of() - known.done()).orElse(0);
    }

    private double ratio() {
        return progress().flatMap(Progress::percent).orElse(0) / PERCENT;
    }
}
