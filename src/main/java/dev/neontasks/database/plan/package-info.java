/** What change sets will ask of a database, read from their SQL and from the catalogue, without running them. */
@NullMarked
package dev.neontasks.database.plan;

import org.jspecify.annotations.NullMarked;
