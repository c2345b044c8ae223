/** One migrates at a time: the lock, which dies with its holder, and how long others wait for it. */
@NullMarked
package dev.neontasks.schema.lock;

import org.jspecify.annotations.NullMarked;
