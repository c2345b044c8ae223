/** The probes: they read what is known of the database and make nothing happen, but for /health/well. */
@NullMarked
package dev.neontasks.health;

import org.jspecify.annotations.NullMarked;
