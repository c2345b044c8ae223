/** An operator's hand on one account, for the day when nobody can mend it by the page. */
@NullMarked
package dev.neontasks.command.account;

import org.jspecify.annotations.NullMarked;
