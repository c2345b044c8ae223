package dev.neontasks.api;

import java.util.Optional;

/** What PostgreSQL can store as text: Unicode without U+0000, surrogates in pairs only. */
final class UnicodeText {

    private UnicodeText() {
    }

    /** Why it cannot be stored. */
    static Optional<String> fault(CharSequence text) {
        if (text.codePoints().anyMatch(character -> character == 0)) {
            return Optional.of("must not contain U+0000");
        }
        // A surrogate shows up as a code point of its own only where its other half is missing.
        return text.codePoints().anyMatch(character -> character >= Character.MIN_SURROGATE
                && character <= Character.MAX_SURROGATE)
                        ? Optional.of("must not contain half a character (a lone surrogate)")
                        : Optional.empty();
    }
}
