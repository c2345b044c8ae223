/** Tasks, always of one owner. */
@NullMarked
package dev.neontasks.task;

import org.jspecify.annotations.NullMarked;
