/** A stand-in for Neon's proxy and its compute that sleeps, in front of a real PostgreSQL; and a real PgBouncer. */
@NullMarked
package dev.neontasks.simulator;

import org.jspecify.annotations.NullMarked;
