package dev.neontasks.database.evidence;

import java.util.Optional;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

/** Whether the tables are what this version of the service needs. */
@Singleton
public class Schema {

    private volatile @Nullable String version;

    public boolean isReady() {
        return version != null;
    }

    /** The id of the newest change set this version knows, once the database has it. */
    public Optional<String> version() {
        return Optional.ofNullable(version);
    }

    public void ready(String newestChangeSet) {
        version = newestChangeSet;
    }
}
