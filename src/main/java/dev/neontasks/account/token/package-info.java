/** Access tokens: which are good, what ours are signed with, and the keys of whoever else may sign. */
@NullMarked
package dev.neontasks.account.token;

import org.jspecify.annotations.NullMarked;
