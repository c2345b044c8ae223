package dev.neontasks.account;

import java.util.function.Supplier;

import jakarta.inject.Singleton;

import dev.neontasks.database.Admission;

/** Runs what repositories do as the service does: as admitted work. */
@Singleton
class Admitted {

    private final Admission admission;

    Admitted(Admission admission) {
        this.admission = admission;
    }

    <T> T get(Supplier<T> work) {
        return admission.run("test", work).await().indefinitely();
    }

    void run(Runnable work) {
        get(() -> {
            work.run();
            return true;
        });
    }
}
