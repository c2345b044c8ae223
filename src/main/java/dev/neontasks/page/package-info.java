/** The page people use, served to browsers from the files that its build leaves on the class path. */
@NullMarked
package dev.neontasks.page;

import org.jspecify.annotations.NullMarked;
