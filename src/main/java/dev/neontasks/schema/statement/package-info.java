/** What the statements of change sets do, need and meet, read from their SQL without running them. */
@NullMarked
package dev.neontasks.schema.statement;

import org.jspecify.annotations.NullMarked;
