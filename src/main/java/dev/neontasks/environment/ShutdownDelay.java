package dev.neontasks.environment;

import java.time.Duration;

/** How long others have to hear that this process ends, before it takes no more connections. */
public final class ShutdownDelay {

    public static final Variable<Duration> VARIABLE = Variable.of("SHUTDOWN_DELAY", Syntax.duration("0s", "10m"), "5s",
            "time between readiness going DOWN and the end of accepting; requests under way then get 10 s");

    private ShutdownDelay() {
    }
}
