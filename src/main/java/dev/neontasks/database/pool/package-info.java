/** One pool: how a connection is made, counted, judged and given up. */
@NullMarked
package dev.neontasks.database.pool;

import org.jspecify.annotations.NullMarked;
