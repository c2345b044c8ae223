/**
 * What goes wrong with a database, brought about on purpose, and what else takes a minute to be seen: each test prints the
 * figure it asserts. Run by -Pfaults.
 */
@NullMarked
package dev.neontasks.faults;

import org.jspecify.annotations.NullMarked;
