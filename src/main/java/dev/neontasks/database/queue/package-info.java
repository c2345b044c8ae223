/** Whose turn it is, and how many are served at once: knows neither threads nor connections. */
@NullMarked
package dev.neontasks.database.queue;

import org.jspecify.annotations.NullMarked;
