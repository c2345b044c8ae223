package dev.neontasks.account;

import java.util.UUID;
import java.util.function.Predicate;

/**
 * A browser that has signed in to an account of an e-mail address before.
 *
 * @param ofAccount whether that is the account of an id: the address may have passed to another since
 */
record Device(UUID id, Predicate<String> ofAccount) {

    boolean isOf(String account) {
        return ofAccount.test(account);
    }
}
