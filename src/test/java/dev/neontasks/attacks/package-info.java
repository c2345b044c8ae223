/**
 * What strangers and holders of a free account do to stop the service or to starve others, with requests that cost them little:
 * each test prints the figures it asserts, of the jar with the flags and limits it is shipped with. Run by -Pfaults.
 */
@NullMarked
package dev.neontasks.attacks;

import org.jspecify.annotations.NullMarked;
