package dev.neontasks.task;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.test.junit.QuarkusTestProfile;

import dev.neontasks.BehindASimulator;

/** The service behind a simulator, on a machine whose clock is an hour ahead of the database's. */
@Alternative
@Singleton
public class ClockAhead implements QuarkusTestProfile {

    @Produces
    @Alternative
    @Singleton
    Clock clock() {
        return Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(ClockAhead.class);
    }

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return new BehindASimulator().testResources();
    }
}
