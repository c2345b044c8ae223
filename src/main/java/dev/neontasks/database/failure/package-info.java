/** What a failure means: to the pool, to whoever asked, to an operator. */
@NullMarked
package dev.neontasks.database.failure;

import org.jspecify.annotations.NullMarked;
