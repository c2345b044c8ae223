package dev.neontasks.database;

/**
 * What lies between a database and this version of the service.
 *
 * @param missing change sets the database lacks
 * @param unknown change sets of a newer version, which the database has: a rolling update is under way, or was taken back
 */
record SchemaGap(int missing, int unknown) {
}
