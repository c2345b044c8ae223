package dev.neontasks.command;

import java.io.IOException;

import dev.neontasks.environment.BasePath;
import dev.neontasks.environment.Environment;

/** Asks the service beside it whether it lives: the health check of a container that has no shell. 0 for yes, 1 for no. */
final class Alive implements Command {

    @Override
    public int run(Environment environment) {
        try {
            var path = environment.get(BasePath.VARIABLE).path() + "/health/live";
            return Local.ask(environment, path, "HTTP/1.0 200".length()).endsWith(" 200") ? 0 : 1;
        } catch (IOException e) {
            return 1;
        }
    }
}
