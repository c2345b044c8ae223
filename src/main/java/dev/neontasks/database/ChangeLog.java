package dev.neontasks.database;

import java.sql.Connection;
import java.util.List;
import java.util.Map;

import io.quarkus.liquibase.common.runtime.NativeImageResourceAccessor;
import io.quarkus.runtime.ImageMode;

import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.changelog.ChangeSet;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.ResourceAccessor;
import liquibase.ui.LoggerUIService;

/** The change sets of this version of the service beside those a database has. For the one holder of the migration lock. */
final class ChangeLog implements AutoCloseable {

    private static final String FILE = "db/changelog.yaml";
    private static final Contexts ALL = new Contexts();
    private static final LabelExpression ANY = new LabelExpression();

    private final String scope;
    private final Liquibase liquibase;

    ChangeLog(Connection connection) throws Exception {
        // Or Liquibase prints to standard output, user and host included.
        scope = Scope.enter(Map.of(Scope.Attr.ui.name(), new LoggerUIService()));
        liquibase = new Liquibase(FILE, resources(),
                DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection)));
        liquibase.setShowSummary(UpdateSummaryEnum.OFF);
    }

    /** Applies what is missing. A lock row found now is a dead process's: the living hold the migration lock. */
    void update() throws LiquibaseException {
        if (!isApplied()) {
            liquibase.forceReleaseLocks();
            liquibase.update(ALL, ANY);
        }
    }

    boolean isApplied() throws LiquibaseException {
        liquibase.validate();
        return liquibase.listUnrunChangeSets(ALL, ANY).isEmpty();
    }

    /** The id of the last change set. */
    String newest() throws LiquibaseException {
        List<ChangeSet> all = liquibase.getDatabaseChangeLog().getChangeSets();
        return all.get(all.size() - 1).getId();
    }

    @Override
    public void close() throws LiquibaseException {
        try {
            liquibase.close();
            Scope.exit(scope);
        } catch (LiquibaseException e) {
            throw e;
        } catch (Exception e) {
            throw new LiquibaseException(e);
        }
    }

    /** The first line of what lies at the bottom, which names the change set or the SQL error. */
    static String reason(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; ");
    }

    private static ResourceAccessor resources() {
        return ImageMode.current() == ImageMode.NATIVE_RUN ? new NativeImageResourceAccessor()
                : new ClassLoaderResourceAccessor(Thread.currentThread().getContextClassLoader());
    }
}
