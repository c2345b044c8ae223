package dev.neontasks.command;

import io.quarkus.runtime.QuarkusBindException;

import dev.neontasks.environment.ConfigurationFault;

/** Why the process ends before it serves: an exit code of {@code sysexits.h} and a line for whoever started it. */
record Ending(int code, String line) {

    /** {@code EX_OSERR}. */
    private static final int PORT_IN_USE = 71;

    static Ending of(Throwable failure, int otherwise) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigurationFault) {
                return new Ending(ConfigurationFault.EXIT_CODE, String.valueOf(cause.getMessage()));
            } else if (cause instanceof QuarkusBindException bind) {
                return new Ending(PORT_IN_USE,
                        "port " + bind.getPort() + " is in use; set PORT or MANAGEMENT_PORT to a free one");
            }
        }
        return new Ending(otherwise, "cannot start: " + failure);
    }
}
