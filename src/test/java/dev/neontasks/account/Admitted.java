package dev.neontasks.account;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import jakarta.inject.Singleton;

import org.hibernate.StatelessSession;

import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.work.Admission;

/** Runs what repositories do as the service does: as admitted work. */
@Singleton
class Admitted {

    private final Admission admission;

    Admitted(Admission admission) {
        this.admission = admission;
    }

    <T> T get(Function<StatelessSession, T> work) {
        return admission.run(Asker.account("test"), work).await().indefinitely();
    }

    <T> Optional<T> find(Function<StatelessSession, Optional<T>> work) {
        return get(work);
    }

    boolean is(Predicate<StatelessSession> work) {
        return get(work::test);
    }

    void add(Account account) {
        run(session -> session.insert(account));
    }

    void run(Consumer<StatelessSession> work) {
        get(session -> {
            work.accept(session);
            return true;
        });
    }
}
