/** The one binary's entry: what it can be asked to do, and how it ends. */
@NullMarked
package dev.neontasks.command;

import org.jspecify.annotations.NullMarked;
