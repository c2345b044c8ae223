/** What is known of the database, for people. */
@NullMarked
package dev.neontasks.status;

import org.jspecify.annotations.NullMarked;
