package dev.neontasks.database.provider;

/** What a provider's own proxy may say in place of the server. Each is a kind of failure of the same name. */
public enum Refusal {
    WRONG_LOGIN,
    DISABLED_ENDPOINT,
    UNKNOWN_ENDPOINT,
    ADDRESS_NOT_ALLOWED,
    QUOTA_EXCEEDED,
    NOT_AWAKE,
    TOO_MANY_CONNECTIONS
}
