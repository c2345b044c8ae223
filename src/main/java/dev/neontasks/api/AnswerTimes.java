package dev.neontasks.api;

import java.time.Duration;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;

/** Has answers counted that came in time, which is within a second: alerts tell by it whether people wait. */
@Singleton
class AnswerTimes implements MeterFilter {

    private static final DistributionStatisticConfig IN_TIME = DistributionStatisticConfig.builder()
            .serviceLevelObjectives(Duration.ofSeconds(1).toNanos()).build();

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        return id.getName().equals("http.server.requests") ? IN_TIME.merge(config) : config;
    }
}
