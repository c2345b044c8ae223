package dev.neontasks.command;

import io.smallrye.config.DotEnvConfigSourceProvider;
import io.smallrye.config.SmallRyeConfigBuilder;

import dev.neontasks.environment.Environment;

/** The variables of this process where Quarkus is not started: system properties, environment, {@code .env}, in this order. */
final class Variables {

    private Variables() {
    }

    static Environment ofThisProcess() {
        return Environment.of(new SmallRyeConfigBuilder().withProfile("prod").addDefaultInterceptors().addSystemSources()
                .withSources(new DotEnvConfigSourceProvider()).build());
    }
}
