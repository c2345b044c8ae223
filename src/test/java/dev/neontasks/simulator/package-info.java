/** A stand-in for Neon's proxy and its compute that sleeps, in front of a real PostgreSQL. */
@NullMarked
package dev.neontasks.simulator;

import org.jspecify.annotations.NullMarked;
