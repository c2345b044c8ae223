package dev.neontasks.traffic;

import java.time.Duration;
import java.util.Set;

import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Limits that a test reaches in seconds. */
@Alternative
@Singleton
public class SmallAnswersLimits implements QuarkusTestProfile {

    @Produces
    @Alternative
    @Singleton
    AnswersLimits limits() {
        return new AnswersLimits(4 << 20, 6 << 20, 64 << 10, 16 << 10, Duration.ofSeconds(3), Duration.ofMillis(500));
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(SmallAnswersLimits.class);
    }
}
