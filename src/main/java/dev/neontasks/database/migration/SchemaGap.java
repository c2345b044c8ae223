package dev.neontasks.database.migration;

import java.util.List;

/**
 * What lies between a database and this version of the service.
 *
 * @param missing change sets the database lacks, by id, in the order they apply
 * @param unknown those of a newer version that the database has: a rolling update is under way, or was taken back
 */
record SchemaGap(List<String> missing, List<String> unknown) {
}
