/** Who is calling: accounts, and the sessions in which somebody is signed in to one. */
@NullMarked
package dev.neontasks.account;

import org.jspecify.annotations.NullMarked;
