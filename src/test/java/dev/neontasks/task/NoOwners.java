package dev.neontasks.task;

import jakarta.inject.Singleton;

import org.hibernate.resource.jdbc.spi.StatementInspector;

import io.quarkus.hibernate.orm.PersistenceUnitExtension;

/** The mistake that the isolation matrix is there to find: while it is made, whoever asks sees everything. */
@Singleton
@PersistenceUnitExtension
public class NoOwners implements StatementInspector {

    private static final long serialVersionUID = 1L;

    private static volatile boolean made;

    public static void during(Runnable test) {
        made = true;
        try {
            test.run();
        } finally {
            made = false;
        }
    }

    @Override
    public String inspect(String sql) {
        return made ? sql.replaceAll("((?:\\w+\\.)?\\bowner ?= ?(?:\\?|\\w+\\.id))", "($1 or true)") : sql;
    }
}
