package dev.neontasks.command;

import java.nio.charset.StandardCharsets;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;

import org.jboss.logmanager.ExtHandler;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.runtime.StartupEvent;

/** Has the service's log be UTF-8 too, which Java 17 would write in the locale's characters and with ? for all others. */
final class LogCharset {

    void set(@Observes @Priority(1) StartupEvent event) throws java.io.UnsupportedEncodingException {
        set(InitialConfigurator.DELAYED_HANDLER);
    }

    private static void set(ExtHandler handler) throws java.io.UnsupportedEncodingException {
        for (var each : handler.getHandlers()) {
            if (each instanceof ExtHandler inner) {
                set(inner);
            }
            each.setEncoding(StandardCharsets.UTF_8.name());
        }
    }
}
