/** What a client may hold of this process, and for how long. */
@NullMarked
package dev.neontasks.traffic;

import org.jspecify.annotations.NullMarked;
