package dev.neontasks.mail;

/** A URL of a mail server that cannot be used. The message is one line that repeats nothing of the URL, and has no cause. */
final class InvalidMailUrl extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidMailUrl(String fault) {
        super(fault);
    }
}
