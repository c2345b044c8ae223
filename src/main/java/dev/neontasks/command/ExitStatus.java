package dev.neontasks.command;

import io.quarkus.runtime.QuarkusBindException;

import dev.neontasks.environment.ConfigurationFault;

/** Why the process ends before it serves: an exit code of {@code sysexits.h} and a line for whoever started it. */
record ExitStatus(int code, String line) {

    /** {@code EX_OSERR}. */
    private static final int CANNOT_LISTEN = 71;

    static ExitStatus of(Throwable failure, int otherwise) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigurationFault) {
                return new ExitStatus(ConfigurationFault.EXIT_CODE, String.valueOf(cause.getMessage()));
            } else if (cause instanceof QuarkusBindException bind) {
                return new ExitStatus(CANNOT_LISTEN, line(bind));
            }
        }
        return new ExitStatus(otherwise, "cannot start: " + failure);
    }

    /** The system's own reason stands at the end of what Quarkus makes of it. */
    private static String line(QuarkusBindException failure) {
        var message = String.valueOf(failure.getMessage());
        return message.endsWith("in use")
                ? "port " + failure.getPort() + " is in use; set PORT or MANAGEMENT_PORT to a free one"
                : "cannot listen on port " + failure.getPort() + " of " + failure.getHost() + message
                        .substring(message.lastIndexOf(": ")) + "; set HOST and PORT to what this machine and its user may use";
    }
}
