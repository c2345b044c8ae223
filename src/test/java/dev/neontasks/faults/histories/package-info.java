/**
 * Whether what clients of several copies of the packaged service saw can have happened, when answers are lost, processes are
 * killed and the database sleeps, hangs or crashes meanwhile. Run by -Pfaults.
 */
@NullMarked
package dev.neontasks.faults.histories;

import org.jspecify.annotations.NullMarked;
