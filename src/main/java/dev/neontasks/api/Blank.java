package dev.neontasks.api;

import java.util.regex.Pattern;

/** Text of which nobody sees anything: of blanks, and of characters that are there for others alone. */
public final class Blank {

    /**
     * Unicode's White_Space, separators, controls but U+0000, which is refused, and Default_Ignorable_Code_Point, and Braille's
     * cell without dots.
     */
    private static final Pattern NOTHING = Pattern
            .compile("[\\p{IsWhite_Space}\\p{Z}\\x{1}-\\x{1F}\\x{7F}-\\x{9F}\\p{Cf}\\x{34F}\\x{115F}\\x{1160}"
                    + "\\x{17B4}\\x{17B5}\\x{180B}-\\x{180F}\\x{2065}\\x{2800}\\x{3164}\\x{FE00}-\\x{FE0F}\\x{FFA0}"
                    + "\\x{FFF0}-\\x{FFF8}\\x{E0000}-\\x{E0FFF}]*+");

    private Blank() {
    }

    public static boolean is(CharSequence text) {
        // As nearly every text begins.
        var isPlain = text.length() > 0 && text.charAt(0) > ' ' && text.charAt(0) < 0x7F;
        return !isPlain && NOTHING.matcher(text).matches();
    }
}
