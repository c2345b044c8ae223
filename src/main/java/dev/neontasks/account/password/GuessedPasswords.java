package dev.neontasks.account.password;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.quarkus.runtime.Startup;

/** Finds passwords that are guessed soon, as NIST SP 800-63B-4 asks for, and says why. */
@Singleton
@Startup
public final class GuessedPasswords {

    /** Ten thousand million guesses. */
    private static final double ENOUGH_BITS = CheapestGuess.bits(1e10);
    private static final int SHORTEST_KNOWN = 3;
    private static final List<String> SERVICE = List.of("neon-tasks", "neontasks", "neon", "tasks");

    private final CommonPasswords common = new CommonPasswords();

    /** The predicate of a sentence about the password, or nothing when it is good. */
    public Optional<String> fault(String password, String email) {
        var written = password.toLowerCase(Locale.ROOT);
        if (common.rank(written) > 0 || common.rank(CheapestGuess.inLetters(written)) > 0) {
            return Optional.of("is one of those that are tried first");
        } else if (isEnough(password, known(email))) {
            return Optional.empty();
        }
        return Optional.of(isEnough(password, List.of()) ? "is guessed from your e-mail address or the name of this service"
                : "is easily guessed: common words, repetitions and rows of keys are tried first");
    }

    private boolean isEnough(String password, Collection<String> known) {
        return new CheapestGuess(common, known, password).bits() >= ENOUGH_BITS;
    }

    private static Collection<String> known(String email) {
        var address = email.toLowerCase(Locale.ROOT);
        var known = new ArrayList<>(SERVICE);
        known.add(address);
        for (var separators : new String[] { "@", "[^\\p{L}\\p{N}]+" }) {
            known.addAll(List.of(address.split(separators)));
        }
        known.removeIf(part -> part.length() < SHORTEST_KNOWN);
        return known;
    }
}
