/**
 * Decides whether what clients of the service saw can have happened: whether their operations on a task, in some order that
 * respects real time, are answered as the HTTP contract says. Knows nothing of HTTP or of the service.
 */
@NullMarked
package dev.neontasks.history;

import org.jspecify.annotations.NullMarked;
