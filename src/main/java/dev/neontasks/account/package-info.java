/** Who is calling: accounts, passwords and tokens. */
@NullMarked
package dev.neontasks.account;

import org.jspecify.annotations.NullMarked;
