/**
 * The certificates and keys of a client that {@code DATABASE_URL} names are found to be what the driver needs, or one line says
 * why not.
 */
@NullMarked
package dev.neontasks.database.certificate;

import org.jspecify.annotations.NullMarked;
