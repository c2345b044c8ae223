package dev.neontasks.command.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.neontasks.database.provider.Provider;

/**
 * What the doctor saw, for a person or for a program.
 *
 * @param provider who runs the database; Neon as long as no host is known
 */
public record Report(List<Step> steps, Provider provider) {

    /** One step of the walk. */
    record Step(String name, Duration took, String detail, Optional<Fault> fault) {
    }

    /** The code of the first fault, which is the last step. */
    public Optional<String> finding() {
        return fault().map(Fault::name);
    }

    /** A line for every step, and for a fault one more, with its remedy. */
    public String text() {
        var text = new StringBuilder();
        for (var step : steps) {
            text.append("%-5s %-10s %6d ms  %s%s%n".formatted(step.fault().isPresent() ? "FAULT" : "ok", step.name(),
                    step.took().toMillis(), step.fault().map(fault -> fault.name() + ": ").orElse(""), step.detail()));
        }
        fault().ifPresent(fault -> text.append("remedy: ").append(fault.remedy(provider)).append('\n'));
        return text.toString();
    }

    /** The same as one JSON object. */
    public String json() {
        var json = JsonNodeFactory.instance.objectNode().put("ok", fault().isEmpty());
        var array = json.putArray("steps");
        for (var step : steps) {
            array.addObject().put("step", step.name()).put("ok", step.fault().isEmpty())
                    .put("millis", step.took().toMillis()).put("detail", step.detail());
        }
        fault().ifPresentOrElse(
                fault -> json.putObject("fault").put("code", fault.name()).put("remedy", fault.remedy(provider)),
                () -> json.putNull("fault"));
        return json.toPrettyString() + "\n";
    }

    private Optional<Fault> fault() {
        return steps.stream().flatMap(step -> step.fault().stream()).findFirst();
    }
}
