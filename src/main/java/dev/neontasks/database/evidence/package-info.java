/** What is known of the database; whoever reads it touches nothing. */
@NullMarked
package dev.neontasks.database.evidence;

import org.jspecify.annotations.NullMarked;
