/** What a database has, by its catalogue, now and when the next change set comes. */
@NullMarked
package dev.neontasks.schema.catalogue;

import org.jspecify.annotations.NullMarked;
