/** The variables the service is configured by: read once, checked once, refused with one line. */
@NullMarked
package dev.neontasks.environment;

import org.jspecify.annotations.NullMarked;
