/** What a migration would do and come to, found out by reading alone: for the doctor, and for whoever failed. */
@NullMarked
package dev.neontasks.schema.forecast;

import org.jspecify.annotations.NullMarked;
