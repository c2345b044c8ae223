package dev.neontasks.task;

import java.util.List;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;

import dev.neontasks.database.Admission;
import dev.neontasks.database.SchemaReady;

/**
 * Has the kinds of statement understood, and one of them run, before the first requests come. The first time takes a processor
 * some tenths of a second; otherwise each of many first requests would spend them, all at the same time.
 */
@Singleton
class WarmUp {

    private static final Logger LOG = Logger.getLogger(WarmUp.class);

    private static final List<String> READS = List.of(Tasks.ONE, Tasks.NEWEST_FIRST,
            "where " + String.join(" and ", Tasks.COMPLETED, Tasks.MATCHING, Tasks.AFTER) + Tasks.NEWEST_FIRST);
    private static final List<String> WRITES = List.of(Tasks.UPDATE, Tasks.DELETE, Tasks.DELETE_PRESENT);

    private final SessionFactory sessions;
    private final Admission admission;

    WarmUp(SessionFactory sessions, Admission admission) {
        this.sessions = sessions;
        this.admission = admission;
    }

    /** Without the database, which may be away. */
    void parse(@Observes StartupEvent event) {
        try (var session = sessionOfNobody()) {
            READS.forEach(conditions -> session.createSelectionQuery(Tasks.READ + conditions, TaskView.class));
            WRITES.forEach(session::createMutationQuery);
        }
    }

    void read(@Observes SchemaReady event) {
        admission.run(getClass().getName(), () -> {
            try (var session = sessionOfNobody()) {
                return session.createSelectionQuery(Tasks.READ + Tasks.NEWEST_FIRST, TaskView.class).setMaxResults(1)
                        .getResultList();
            }
        }).subscribe().with(tasks -> LOG.debug("Warmed up"), failure -> LOG.debugf("Not warmed up: %s", failure));
    }

    private StatelessSession sessionOfNobody() {
        return sessions.withStatelessOptions().tenantIdentifier((Object) "").openStatelessSession();
    }
}
