/** The change sets of this version: which of them a database has, and how the others are applied to it. */
@NullMarked
package dev.neontasks.schema.changelog;

import org.jspecify.annotations.NullMarked;
