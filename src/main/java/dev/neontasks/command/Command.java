package dev.neontasks.command;

import dev.neontasks.environment.Environment;

/** Something that the binary does instead of serving. It opens no port and starts no more of the service than it needs. */
interface Command {

    /** Returns the exit code. */
    int run(Environment environment) throws InterruptedException;
}
