/** How answers look on the wire: problems, pages and entity tags. */
@NullMarked
package dev.neontasks.api;

import org.jspecify.annotations.NullMarked;
