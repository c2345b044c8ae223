package dev.neontasks.traffic;

import java.time.Duration;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;

import dev.neontasks.environment.Environment;
import dev.neontasks.environment.ShutdownDelay;

/** Lets those who send requests hear of the end for a while, and then takes no more connections, before anything is closed. */
@Singleton
class EndOfAccepting {

    /** After readiness has gone down. */
    private static final int LAST = 10_000;

    private final Duration delay;
    private final ListeningSockets sockets;

    EndOfAccepting(Config config) {
        delay = Environment.of(config).get(ShutdownDelay.VARIABLE);
        // Of the application that starts: one that has failed is nobody's current one any more.
        var starting = Application.currentApplication();
        sockets = new ListeningSockets(() -> starting == null || starting.isStarted());
    }

    ListeningSockets sockets() {
        return sockets;
    }

    void end(@Observes @Priority(LAST) ShutdownDelayInitiatedEvent event) throws InterruptedException {
        // There a change of a class ends the application, and not those who serve it.
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT) {
            Thread.sleep(delay.toMillis());
            sockets.close();
        }
    }
}
