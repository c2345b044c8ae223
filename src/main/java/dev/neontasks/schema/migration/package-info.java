/** The schema is brought up to date: at the start and whenever it is in doubt, or once for somebody who waits. */
@NullMarked
package dev.neontasks.schema.migration;

import org.jspecify.annotations.NullMarked;
