/** DATABASE_URL to one pool: what a failure means, what is known of the database, and its migration. */
@NullMarked
package dev.neontasks.database;

import org.jspecify.annotations.NullMarked;
