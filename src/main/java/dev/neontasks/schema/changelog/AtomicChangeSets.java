package dev.neontasks.schema.changelog;

import java.sql.Connection;

import liquibase.changelog.ChangeSet;
import liquibase.changelog.ChangeSet.ExecType;
import liquibase.changelog.ChangeSet.RunStatus;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.visitor.AbstractChangeExecListener;
import liquibase.changelog.visitor.ChangeExecListener;
import liquibase.database.Database;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;

/**
 * Makes a change set and the note that it ran one transaction. Liquibase commits in between: killed there, it finds the table
 * made, and the change set missing, for ever.
 */
final class AtomicChangeSets extends JdbcConnection {

    private final MigrationProgress progress;
    private boolean holdBack;

    AtomicChangeSets(Connection connection, MigrationProgress progress) {
        super(connection);
        this.progress = progress;
    }

    /** The first commit after a change set has begun is the one in between. */
    @Override
    public void commit() throws DatabaseException {
        if (holdBack) {
            holdBack = false;
        } else {
            super.commit();
        }
    }

    /** To be told by Liquibase what it does. */
    ChangeExecListener listener() {
        return new AbstractChangeExecListener() {
            @Override
            public void willRun(ChangeSet changeSet, DatabaseChangeLog changeLog, Database database, RunStatus status) {
                holdBack = changeSet.isRunInTransaction();
                progress.begins(changeSet.getId());
            }

            @Override
            public void ran(ChangeSet changeSet, DatabaseChangeLog changeLog, Database database, ExecType type) {
                progress.ends();
            }

            @Override
            public void runFailed(ChangeSet changeSet, DatabaseChangeLog changeLog, Database database, Exception failure) {
                holdBack = false;
                progress.fails();
            }
        };
    }
}
