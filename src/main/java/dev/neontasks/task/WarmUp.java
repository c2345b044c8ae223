package dev.neontasks.task;

import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.StartupEvent;

import dev.neontasks.database.evidence.SchemaReady;
import dev.neontasks.database.work.Admission;

/**
 * Has the kinds of statement understood, and one of them run, before the first requests come. The first time takes a processor
 * some tenths of a second; otherwise each of many first requests would spend them, all at the same time.
 */
@Singleton
class WarmUp {

    private static final Logger LOG = Logger.getLogger(WarmUp.class);

    static {
        if (ImageMode.current() == ImageMode.NATIVE_BUILD) {
            StatementKinds.learnGrammar();
        }
    }

    /** No account has an empty id. */
    private static final String NOBODY = "";

    private final TaskLists lists;
    private final Admission admission;

    WarmUp(TaskLists lists, Admission admission) {
        this.lists = lists;
        this.admission = admission;
    }

    /** Without the database, which may be away. */
    void parse(@Observes StartupEvent event) {
        admission.withoutDatabase(StatementKinds::parse);
    }

    void read(@Observes SchemaReady event) {
        admission.warmUp(session -> lists.find(session, NOBODY, Selection.newest(Optional.empty(), 1, 1 << 20))).subscribe()
                .with(
                        tasks -> LOG.debug("Warmed up"),
                        failure -> LOG.debugf("Not warmed up: %s", failure));
    }
}
