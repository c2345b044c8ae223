package dev.neontasks.command.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.neontasks.database.provider.Provider;

/** The steps taken so far, each with the time it took. */
final class Steps {

    /** May end the walk with a {@link Diagnosis}. */
    interface Step<T> {
        T take() throws Exception;
    }

    private final List<Report.Step> steps = new ArrayList<>();
    private Provider provider = Provider.OTHER;

    /** It is known now who runs the database. */
    void at(Provider runner) {
        provider = runner;
    }

    /** Takes a step, and keeps what {@code described} says of its outcome. */
    <T> T step(String name, Step<T> step, Function<T, String> described) {
        var started = System.nanoTime();
        try {
            var outcome = step.take();
            steps.add(new Report.Step(name, since(started), described.apply(outcome), Optional.empty()));
            return outcome;
        } catch (Exception e) {
            var diagnosis = FaultClassifier.diagnosed(e);
            steps.add(new Report.Step(name, since(started), String.valueOf(diagnosis.getMessage()),
                    Optional.of(diagnosis.fault())));
            throw diagnosis;
        }
    }

    Report report() {
        return new Report(List.copyOf(steps), provider);
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
