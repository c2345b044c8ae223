package dev.neontasks.account.token;

/** A key that tokens are not signed or verified with. The message is a clause that says why, and nothing of the key. */
final class UnusableKey extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableKey(String fault) {
        super(fault);
    }

    /** Never null, as that of a Throwable may be. */
    String fault() {
        return String.valueOf(getMessage());
    }
}
