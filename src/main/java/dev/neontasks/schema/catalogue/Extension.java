package dev.neontasks.schema.catalogue;

/**
 * An extension, as far as the server has it.
 *
 * @param installed it is in the database
 * @param available the server has its files
 * @param open somebody who is no superuser may make it
 */
public record Extension(boolean installed, boolean available, boolean open) {
}
