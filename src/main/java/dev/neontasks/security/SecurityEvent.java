package dev.neontasks.security;

import java.util.Locale;

import org.jboss.logmanager.Level;

/** What is told in the {@link SecurityLog}. The names, in lower case, are the kinds that operators look for. */
public enum SecurityEvent {

    SIGNED_UP(Level.INFO, "Signed up"),
    SIGN_UP_TAKEN(Level.INFO, "Sign-up refused: the e-mail address is taken"),
    SIGNED_IN(Level.INFO, "Signed in"),
    SIGN_IN_UNKNOWN_ACCOUNT(Level.INFO, "Sign-in failed: no account has this e-mail address"),
    SIGN_IN_WRONG_PASSWORD(Level.INFO, "Sign-in failed: wrong password"),
    SIGN_IN_DISABLED(Level.WARN, "Sign-in refused: the account is disabled"),
    DEVICE_COOKIE_REFUSED(Level.INFO, "Device cookie refused: not signed with the present key"),
    SESSION_ENDED(Level.INFO, "Session ended: its owner signed out"),
    SESSION_ENDED_FROM_ANOTHER(Level.INFO, "Session ended: its owner ended it from one of theirs"),
    OTHER_SESSIONS_ENDED(Level.INFO, "Sessions ended: their owner ended all but one"),
    REFRESH_REUSED(Level.WARN, "Refresh token reused: its session is ended"),
    PASSWORD_CHANGED(Level.INFO, "Password changed: all other sessions are ended"),
    PASSWORD_CHANGE_WRONG_PASSWORD(Level.WARN, "Change of the password refused: wrong password"),
    PASSWORD_RESET(Level.INFO, "Password replaced by a link: all sessions are ended"),
    RESET_ASKED(Level.INFO, "Somebody asked for a link that replaces a password"),
    EMAIL_CONFIRMED(Level.INFO, "E-mail address confirmed"),
    EMAIL_CHANGE_ASKED(Level.INFO, "A link that changes the e-mail address is on its way to the next one"),
    EMAIL_CHANGED(Level.INFO, "E-mail address changed"),
    EMAIL_CHANGE_WRONG_PASSWORD(Level.WARN, "Change of the e-mail address refused: wrong password"),
    DELETION_WRONG_PASSWORD(Level.WARN, "Deletion refused: wrong password"),
    ACCOUNT_DELETED(Level.INFO, "Account deleted"),
    LIMIT_ACCOUNT(Level.WARN, "Limit reached: failed sign-ins of an account"),
    LIMIT_DEVICE(Level.WARN, "Limit reached: failed sign-ins of a browser that knows the account"),
    LIMIT_ADDRESS(Level.WARN, "Limit reached: failed sign-ins from an address"),
    LIMIT_SIGN_UP(Level.WARN, "Limit reached: sign-ups from an address"),
    LIMIT_REFRESH(Level.WARN, "Limit reached: refresh tokens that are made up, or of sessions that are over"),
    LIMIT_DELETION(Level.WARN, "Limit reached: wrong passwords for a deletion"),
    LIMIT_PASSWORD_CHANGE(Level.WARN, "Limit reached: wrong passwords for a change of the password"),
    LIMIT_EMAIL_CHANGE(Level.WARN, "Limit reached: wrong passwords for a change of the e-mail address"),
    LIMIT_MAIL(Level.WARN, "Limit reached: mails to an address, or that an address asks for"),
    LIMIT_LINK(Level.WARN, "Limit reached: links that are made up, used or too old"),
    LIMIT_HASHING(Level.WARN, "Limit reached: passwords that wait to be hashed"),
    LIMIT_TASKS(Level.WARN, "Limit reached: tasks of an account"),
    KEYS_CHANGED(Level.WARN, "Key set of the issuer changed");

    private final Level level;
    private final String text;

    SecurityEvent(Level level, String text) {
        this.level = level;
        this.text = text;
    }

    Level level() {
        return level;
    }

    String text() {
        return text;
    }

    String kind() {
        return name().toLowerCase(Locale.ROOT);
    }
}
