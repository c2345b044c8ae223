package dev.neontasks;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import java.time.Duration;
import java.util.stream.Stream;

import org.jboss.logging.Logger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.verifier.EpsilonVerifier;
import org.jetbrains.lincheck.util.LoggingLevel;

/**
 * Has Lincheck run few operations in a few threads, in one order after the other in which the threads can take turns, and
 * demand that what they return could have been returned by a specification that does one operation after the other.
 */
public final class Schedules {

    /** In all scenarios of a class. Every build tries these, and {@code -Pfaults} ten times as many. */
    private static final int SCHEDULES = Integer.getInteger("proof.schedules", 1_000);
    private static final int SCHEDULES_OF_A_SCENARIO = 50;
    private static final int LEAST = 2 * SCHEDULES_OF_A_SCENARIO;
    /**
     * For one schedule, by the clock. Lincheck rewrites classes in the midst of it, and a busy machine takes its time for that.
     */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Schedules() {
    }

    /**
     * @param operations a class with the operations, of which each schedule makes an instance
     * @param specification a class with methods of the same names, which need not care for threads
     * @param harmless classes that share nothing: within their methods the threads do not take turns
     */
    public static void check(Class<?> operations, Class<?> specification, Class<?>... harmless) {
        options(SCHEDULES, harmless).actorsPerThread(3).sequentialSpecification(specification).check(operations);
    }

    /** The same, less often, where an operation is a great many steps, returns nothing, and all is seen in the end. */
    public static void checkEnd(Class<?> operations, Class<?>... harmless) {
        options(Math.max(LEAST, SCHEDULES / 20), harmless).actorsPerThread(2).verifier(EpsilonVerifier.class).check(operations);
    }

    private static ModelCheckingOptions options(int schedules, Class<?>... harmless) {
        var names = Stream.concat(Stream.of(Logger.class), Stream.of(harmless)).map(Class::getName).toArray(String[]::new);
        return new ModelCheckingOptions().invocationTimeout$lincheck(PATIENCE.toMillis())
                .iterations(schedules / SCHEDULES_OF_A_SCENARIO)
                .invocationsPerIteration(SCHEDULES_OF_A_SCENARIO).threads(2).actorsBefore(2).actorsAfter(1)
                .logLevel(LoggingLevel.ERROR).addGuarantee(forClasses(names).allMethods().ignore());
    }
}
