package dev.neontasks.task;

import java.util.Map;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.runtime.ImageMode;
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

    static {
        if (ImageMode.current() == ImageMode.NATIVE_BUILD) {
            TaskStatements.learnGrammar();
        }
    }

    /** No account has an empty id. */
    private static final String NOBODY = "";

    private final TaskStatements statements;
    private final Admission admission;

    WarmUp(TaskStatements statements, Admission admission) {
        this.statements = statements;
        this.admission = admission;
    }

    /** Without the database, which may be away. */
    void parse(@Observes StartupEvent event) {
        statements.parse();
    }

    void read(@Observes SchemaReady event) {
        admission.warmUp(() -> statements.newest(NOBODY, "", Map.of(), 1)).subscribe().with(tasks -> LOG.debug("Warmed up"),
                failure -> LOG.debugf("Not warmed up: %s", failure));
    }
}
