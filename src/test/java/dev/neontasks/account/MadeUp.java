package dev.neontasks.account;

import java.util.UUID;

/** What strangers invent. */
public final class MadeUp {

    private MadeUp() {
    }

    /** A {@code Cookie} header whose refresh token has the right form, of a session that nobody ever began. */
    public static String refreshCookie() {
        return RefreshCookie.NAME + "=" + refreshToken().text();
    }

    static RefreshToken refreshToken() {
        return refreshToken(UUID.randomUUID());
    }

    /** By somebody who has seen the id of a session. */
    static RefreshToken refreshToken(UUID session) {
        return new RefreshToken(session, RefreshToken.random());
    }
}
