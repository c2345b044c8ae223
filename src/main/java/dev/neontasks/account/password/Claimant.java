package dev.neontasks.account.password;

/**
 * Whose password it is to be, by what they say of themselves, and where they say it: a share of the hashing is for either.
 *
 * @param account by a name of it that stays the same
 * @param address from which they ask
 */
public record Claimant(String account, String address) {
}
