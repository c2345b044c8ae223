package dev.neontasks.database.evidence;

/** What is known of the database, for tests of other packages. */
public final class Conditions {

    private Conditions() {
    }

    public static DatabaseCondition of(DatabaseEvidence evidence, Schema schema) {
        return new DatabaseCondition(evidence, schema);
    }
}
