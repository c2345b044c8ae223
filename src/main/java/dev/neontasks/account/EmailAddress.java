package dev.neontasks.account;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/** How e-mail addresses are written here. */
final class EmailAddress {

    /** Something on both sides of one {@code @}, nothing blank or invisible: whether it exists, only a mail could tell. */
    static final String SHAPE = "[^@\\p{Z}\\p{Cc}\\p{Cf}\\p{Cs}]+@[^@\\p{Z}\\p{Cc}\\p{Cf}\\p{Cs}]+";
    static final String FAULT = "must be an e-mail address";

    private EmailAddress() {
    }

    /** The form that is stored and compared: trimmed, NFC (RFC 6532, section 3.1), lower case. */
    static String normalised(String address) {
        return Normalizer.normalize(address.strip(), Form.NFC).toLowerCase(Locale.ROOT);
    }
}
