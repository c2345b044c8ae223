package dev.neontasks.mail;

/** What somebody is to be sent, in two forms that say the same. */
public record Mail(String to, String subject, String text, String html) {

    /** Neither whose nor what is in it: that may be a token. */
    @Override
    public String toString() {
        return "Mail[]";
    }
}
