package dev.neontasks.simulator;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Knows the SQL of every statement of a session, prepared or not. */
final class Statements {

    private final Map<String, String> prepared = new HashMap<>();
    private final Map<String, String> portals = new HashMap<>();

    /** What this message makes the server run; empty if nothing. */
    Optional<String> runBy(Message message) {
        switch (message.type()) {
            case 'P' -> {
                var parse = message.strings(2);
                prepared.put(parse.get(0), parse.get(1));
            }
            case 'B' -> {
                var bind = message.strings(2);
                portals.put(bind.get(0), prepared.getOrDefault(bind.get(1), ""));
            }
            case 'E' -> {
                return Optional.of(portals.getOrDefault(message.strings(1).get(0), ""));
            }
            case 'Q' -> {
                return Optional.of(message.strings(1).get(0));
            }
            default -> {
            }
        }
        return Optional.empty();
    }
}
