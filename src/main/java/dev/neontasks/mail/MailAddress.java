package dev.neontasks.mail;

import java.util.regex.Pattern;

/** What a mail can be addressed to without a word of the protocol or a header becoming another one. */
final class MailAddress {

    /** A dot-string and a domain of RFC 5321, in letters of RFC 6531 as well; none of what it would take quotes for. */
    private static final Pattern GOOD = Pattern
            .compile("[^\\s<>()\\[\\],;:\\\\\"@\\p{C}\\p{Z}]{1,64}@[\\p{L}\\p{M}\\p{N}._-]{1,253}");

    private MailAddress() {
    }

    static boolean isGood(String address) {
        return GOOD.matcher(address).matches();
    }
}
