package dev.neontasks.traffic;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the limits a bean, so that tests can do with smaller ones. */
@Singleton
class AnswersLimitsProducer {

    @Produces
    @Singleton
    AnswersLimits limits() {
        return AnswersLimits.SHIPPED;
    }
}
