package dev.neontasks.simulator;

import java.io.IOException;

import dev.neontasks.embedded.EmbeddedDatabase;

/**
 * Runs the simulator by hand: {@code Main PORT [HOST:PORT | DATABASE_URL]}, an embedded PostgreSQL behind it without the last.
 */
final class Main {

    private Main() {
    }

    public static void main(String... arguments) throws IOException {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("Arguments: PORT [HOST:PORT | DATABASE_URL]");
            System.exit(64);
        }
        var behind = arguments.length == 2 ? arguments[1] : EmbeddedDatabase.temporary().url();
        try (var simulator = NeonSimulator.before(behind, Integer.parseInt(arguments[0]))) {
            var console = new Console(simulator, System.out);
            System.out.println(console.urls() + "\n" + Console.HELP);
            console.read();
        }
    }
}
