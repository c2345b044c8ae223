/** Who runs the database, and what is so there and nowhere else. */
@NullMarked
package dev.neontasks.database.provider;

import org.jspecify.annotations.NullMarked;
