/** The one binary's entry: serving, and how it ends. */
@NullMarked
package dev.neontasks.command;

import org.jspecify.annotations.NullMarked;
