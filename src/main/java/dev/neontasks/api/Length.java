package dev.neontasks.api;

/**
 * How long a text is, in Unicode code points: asked before anything else is done with what a caller wrote, for there is work
 * that takes the square of it. Looks at no more of the text than decides.
 */
public final class Length {

    private Length() {
    }

    public static boolean isBeyond(CharSequence text, int most) {
        // A code point is one char or two.
        return text.length() > most
                && (text.length() / 2 > most || Character.codePointCount(text, 0, text.length()) > most);
    }

    /** The text, or its first {@code most} code points. */
    public static String cut(String text, int most) {
        return isBeyond(text, most) ? text.substring(0, text.offsetByCodePoints(0, most)) : text;
    }
}
