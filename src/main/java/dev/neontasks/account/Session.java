package dev.neontasks.account;

import dev.neontasks.account.token.AccessTokens;

/** What signing in gives: a token, for how many seconds it holds, and for whom. */
record Session(String accessToken, String tokenType, long expiresIn, User user) {

    static Session of(Account account, String accessToken) {
        return new Session(accessToken, "Bearer", AccessTokens.LIFETIME.toSeconds(), User.of(account));
    }
}
