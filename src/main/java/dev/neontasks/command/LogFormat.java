package dev.neontasks.command;

import java.util.Optional;

import dev.neontasks.environment.Environment;
import dev.neontasks.environment.Syntax;
import dev.neontasks.environment.Variable;

/** How lines of the log are written: for machines or for people. */
final class LogFormat {

    private static final Variable<Optional<String>> VARIABLE = Variable.optional("LOG_FORMAT", Syntax.choice("json", "text"),
            "`json`; in dev mode `text`", "how lines of the log are written, on standard output");

    private LogFormat() {
    }

    static boolean isJson(Environment environment, boolean otherwise) {
        return environment.get(VARIABLE).map("json"::equals).orElse(otherwise);
    }
}
