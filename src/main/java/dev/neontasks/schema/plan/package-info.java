/** A migration that is still to come: what it does, how long it takes, what is in its way. */
@NullMarked
package dev.neontasks.schema.plan;

import org.jspecify.annotations.NullMarked;
