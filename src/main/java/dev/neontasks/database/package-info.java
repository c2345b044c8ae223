/** The way to the database, in rooms: here are only its settings, which all of them may know. */
@NullMarked
package dev.neontasks.database;

import org.jspecify.annotations.NullMarked;
