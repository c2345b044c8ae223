/** Work on the database waits for its turn, gets a connection and is answered once. */
@NullMarked
package dev.neontasks.database.work;

import org.jspecify.annotations.NullMarked;
