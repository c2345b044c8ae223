/** Mails to people: where they are handed over, what they look like, and how they wait for it. */
@NullMarked
package dev.neontasks.mail;

import org.jspecify.annotations.NullMarked;
