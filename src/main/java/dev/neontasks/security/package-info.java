/** What an operator has to see of attacks and of what people do with their accounts: one log and its counters. */
@NullMarked
package dev.neontasks.security;

import org.jspecify.annotations.NullMarked;
