/** Passwords: how they are hashed and compared, on threads of their own. */
@NullMarked
package dev.neontasks.account.password;

import org.jspecify.annotations.NullMarked;
