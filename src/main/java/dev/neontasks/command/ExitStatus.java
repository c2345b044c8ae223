package dev.neontasks.command;

import java.util.Optional;
import java.util.regex.Pattern;

import io.quarkus.runtime.QuarkusBindException;

import dev.neontasks.database.failure.FailureClassifier;
import dev.neontasks.environment.ConfigurationFault;

/** Why the process ends before it serves: an exit code of {@code sysexits.h} and a line for whoever started it. */
record ExitStatus(int code, String line) {

    /** {@code EX_OSERR}. */
    private static final int CANNOT_LISTEN = 71;

    /** What Quarkus says of the second port; of the first it has an exception of its own. */
    private static final Pattern MANAGEMENT = Pattern.compile("Unable to start the management interface on (.*):(\\d+)");

    static ExitStatus of(Throwable failure, int otherwise) {
        return FailureClassifier.causes(failure).flatMap(cause -> known(cause, failure).stream()).findFirst()
                .orElseGet(() -> new ExitStatus(otherwise, "cannot start: " + failure));
    }

    private static Optional<ExitStatus> known(Throwable cause, Throwable failure) {
        var message = String.valueOf(cause.getMessage());
        var management = MANAGEMENT.matcher(message);
        if (cause instanceof ConfigurationFault) {
            return Optional.of(new ExitStatus(ConfigurationFault.EXIT_CODE, message));
        } else if (cause instanceof QuarkusBindException bind) {
            return Optional.of(cannotListen("", "port " + bind.getPort(), " of " + bind.getHost(), reason(failure)));
        } else if (management.find()) {
            return Optional.of(cannotListen("MANAGEMENT_", "port " + management.group(2), " of " + management.group(1),
                    reason(failure)));
        }
        return Optional.empty();
    }

    private static ExitStatus cannotListen(String prefix, String port, String host, String reason) {
        return new ExitStatus(CANNOT_LISTEN, reason.endsWith("in use")
                ? port + " is in use; set " + prefix + "PORT to a free one"
                : "cannot listen on " + port + host + ": " + reason + "; set " + prefix + "HOST and " + prefix
                        + "PORT to what this machine and its user may use");
    }

    /** The system's own stands at the end of what others make of it. */
    private static String reason(Throwable failure) {
        var last = FailureClassifier.causes(failure).reduce((outer, inner) -> inner).orElse(failure);
        var message = String.valueOf(last.getMessage());
        return message.substring(message.lastIndexOf(": ") < 0 ? 0 : message.lastIndexOf(": ") + 2);
    }
}
