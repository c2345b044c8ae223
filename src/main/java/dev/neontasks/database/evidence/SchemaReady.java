package dev.neontasks.database.evidence;

/** Fired once, when the schema is what this version of the service needs. */
public record SchemaReady(String version) {
}
