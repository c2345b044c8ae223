package dev.neontasks.schema.plan;

/**
 * What keeps a migration from being done, found before it is tried.
 *
 * @param detail a clause that names what is in the way
 */
public record Obstacle(Kind kind, String detail) {

    /** The same, as it is met by that change set. */
    public Obstacle of(String changeSet) {
        return new Obstacle(kind, "change set " + changeSet + " cannot be applied: " + detail);
    }

    /** The names are codes of the doctor, which has a remedy for each. */
    public enum Kind {

        SERVER_READ_ONLY(false),
        SEARCH_PATH_WITHOUT_SCHEMA(false),
        PRIVILEGE_TO_CREATE_MISSING(false),
        EXTENSION_UNAVAILABLE(false),
        EXTENSION_MISSING(false),
        EXTENSION_NOT_TRUSTED(false),
        EXTENSION_OFF_SEARCH_PATH(false),
        NAME_TAKEN(false),
        CHANGE_LOG_LOST(false),
        CHANGE_LOG_ELSEWHERE(false),
        OWNER_DIFFERS(false),
        SCHEMA_INCOMPLETE(false),
        PRIVILEGE_ON_TABLES_MISSING(false),
        ROWS_HIDDEN(false),
        LOCKED_BY_OTHERS(true),
        MIGRATION_UNDER_WAY(true);

        private final boolean passing;

        Kind(boolean passing) {
            this.passing = passing;
        }

        /** Whether it may go away by itself, so that waiting helps. */
        public boolean isPassing() {
            return passing;
        }
    }
}
