/** Walks the way from DATABASE_URL to a query, and names the first thing that is wrong together with what mends it. */
@NullMarked
package dev.neontasks.command.doctor;

import org.jspecify.annotations.NullMarked;
