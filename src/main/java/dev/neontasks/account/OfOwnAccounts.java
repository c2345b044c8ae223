package dev.neontasks.account;

/** A resource for those who sign in here. With an outside issuer there is nothing at its paths. */
interface OfOwnAccounts {
}
