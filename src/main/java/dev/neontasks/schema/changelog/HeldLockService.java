package dev.neontasks.schema.changelog;

import io.quarkus.runtime.annotations.RegisterForReflection;

import liquibase.database.Database;
import liquibase.lockservice.OfflineLockService;

/**
 * What the service's Liquibase has for a lock: nothing, for whoever applies change sets holds the migration's already. A row in
 * {@code databasechangeloglock} is another application's, or may be. Public, since Liquibase finds it as a service and makes
 * it.
 */
@RegisterForReflection
public final class HeldLockService extends OfflineLockService {

    @Override
    public boolean supports(Database database) {
        return database.getConnection() instanceof AtomicChangeSets;
    }

    @Override
    public boolean hasChangeLogLock() {
        return true;
    }
}
