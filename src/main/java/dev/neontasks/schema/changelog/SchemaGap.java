package dev.neontasks.schema.changelog;

import java.util.List;

/**
 * What lies between a database and this version of the service.
 *
 * @param missing change sets the database lacks and the service waits for, by id, in the order they apply
 * @param online those it lacks that are applied after them, beside the service's work
 * @param unknown those of a newer version that the database has: a rolling update is under way, or was taken back
 * @param home where what it has is noted
 */
public record SchemaGap(List<String> missing, List<String> online, List<String> unknown, Home home) {
}
