/** What people paste as DATABASE_URL becomes a {@link dev.neontasks.database.url.DatabaseUrl}, or one line says why not. */
@NullMarked
package dev.neontasks.database.url;

import org.jspecify.annotations.NullMarked;
