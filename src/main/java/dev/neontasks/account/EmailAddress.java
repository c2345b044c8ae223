package dev.neontasks.account;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

import dev.neontasks.api.Length;

/** How e-mail addresses are written here. */
public final class EmailAddress {

    /** Something on both sides of one {@code @}, nothing blank or invisible: whether it exists, only a mail could tell. */
    static final String SHAPE = "[^@\\p{Z}\\p{Cc}\\p{Cf}\\p{Cs}]+@[^@\\p{Z}\\p{Cc}\\p{Cf}\\p{Cs}]+";
    static final String FAULT = "must be an e-mail address";

    /** As RFC 5321 has it (section 4.5.3.1.3, with erratum 1690), but in characters, and as it was written. */
    static final int LONGEST = 254;

    /** Of the right shape, and longer than any that somebody has. */
    private static final String TOO_LONG = "x".repeat(LONGEST) + "@x";

    private EmailAddress() {
    }

    /**
     * The form that is stored and compared: trimmed, NFC (RFC 6532, section 3.1), lower case. All that are too long are one and
     * the same, which belongs to nobody: NFC takes the square of what was written.
     */
    public static String normalised(String written) {
        var address = written.strip();
        return isTooLong(address) ? TOO_LONG : Normalizer.normalize(address, Form.NFC).toLowerCase(Locale.ROOT);
    }

    static boolean isTooLong(String address) {
        return Length.isBeyond(address, LONGEST);
    }
}
