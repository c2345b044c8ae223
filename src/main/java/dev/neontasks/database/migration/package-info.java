/** The schema is brought up to date, under a lock that dies with its holder. */
@NullMarked
package dev.neontasks.database.migration;

import org.jspecify.annotations.NullMarked;
