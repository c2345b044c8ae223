package dev.neontasks.schema.changelog;

import java.sql.Connection;
import java.util.List;

/** Change sets that are applied together. */
public enum MigrationPart {

    /** Those that the service waits for. */
    WAITED_FOR("Change set") {
        @Override
        public List<String> missing(SchemaGap gap) {
            return gap.missing();
        }

        @Override
        public void apply(ChangeLog changeLog, Connection connection, MigrationProgress progress) throws Exception {
            changeLog.apply(connection, progress);
        }
    },

    /** Those that it does not. */
    ONLINE("Online change set") {
        @Override
        public List<String> missing(SchemaGap gap) {
            return gap.online();
        }

        @Override
        public void apply(ChangeLog changeLog, Connection connection, MigrationProgress progress) throws Exception {
            changeLog.applyOnline(connection, progress);
        }
    };

    /** What one of them is called in the log. */
    final String title;

    MigrationPart(String title) {
        this.title = title;
    }

    public abstract List<String> missing(SchemaGap gap);

    /** For the one holder of the migration lock. */
    public abstract void apply(ChangeLog changeLog, Connection connection, MigrationProgress progress) throws Exception;
}
