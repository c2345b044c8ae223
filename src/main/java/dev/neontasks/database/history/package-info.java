/** What this copy of the service has seen of the database lately; whoever reads it touches nothing. */
@NullMarked
package dev.neontasks.database.history;

import org.jspecify.annotations.NullMarked;
