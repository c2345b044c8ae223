package dev.neontasks.api;

import java.util.Optional;

/** What PostgreSQL can store as text: Unicode without U+0000, surrogates in pairs only. */
final class UnicodeText {

    private UnicodeText() {
    }

    /** Why it cannot be stored. */
    static Optional<String> fault(CharSequence text) {
        var isHalf = false;
        for (var i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            if (character == 0) {
                return Optional.of("must not contain U+0000");
            } else if (Character.isSurrogate(character)) {
                var isPair = Character.isHighSurrogate(character) && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                isHalf |= !isPair;
                i += isPair ? 1 : 0;
            }
        }
        return isHalf ? Optional.of("must not contain half a character (a lone surrogate)") : Optional.empty();
    }
}
