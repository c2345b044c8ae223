/** The embedded PostgreSQL of dev mode and tests: never packaged. */
@NullMarked
package dev.neontasks.embedded;

import org.jspecify.annotations.NullMarked;
