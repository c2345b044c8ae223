package dev.neontasks.command;

import java.nio.charset.StandardCharsets;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;

import org.jboss.logmanager.formatters.JsonFormatter;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;

import io.quarkus.bootstrap.logging.InitialConfigurator;

import dev.neontasks.environment.Environment;

/** The log of a command: our own lines alone, on standard output, in the form that LOG_FORMAT asks for. */
final class CommandLog {

    private CommandLog() {
    }

    static void start(Environment environment) {
        Formatter formatter = LogFormat.isJson(environment, true) ? new JsonFormatter()
                : new PatternFormatter("%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p [%c] %s%n");
        var console = new ConsoleHandler(ConsoleHandler.Target.SYSTEM_OUT, formatter);
        console.setCharset(StandardCharsets.UTF_8);
        console.setLevel(Level.INFO);
        console.setFilter(entry -> entry.getLoggerName().startsWith("dev.neontasks."));
        InitialConfigurator.DELAYED_HANDLER.setHandlers(new Handler[] { console });
    }
}
