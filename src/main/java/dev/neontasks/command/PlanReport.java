package dev.neontasks.command;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.neontasks.command.doctor.Remedies;
import dev.neontasks.database.provider.Provider;
import dev.neontasks.schema.plan.MigrationPlan;

/** A plan for a person, or for a program. */
final class PlanReport {

    private PlanReport() {
    }

    /** A line for every change set, one for each lock it takes on a table that is there, and one for what is in the way. */
    static String text(MigrationPlan plan, Provider provider) {
        var text = new StringBuilder();
        if (plan.changes().isEmpty()) {
            text.append(plan.obstacle().isPresent() ? "" : "nothing is pending: the schema is at " + plan.newest() + "\n");
        } else {
            text.append("%d pending, to %s; takes %s%n".formatted(plan.changes().size(), plan.newest(), takes(plan.takes())));
        }
        for (var change : plan.changes()) {
            text.append("%-32s %-8s %s%n".formatted(change.id(), change.online() ? "online" : "offline",
                    takes(change.takes())));
            for (var lock : change.locks()) {
                text.append("    %s on %s, about %,d rows, %,d kB: holds up %s%n".formatted(lock.mode().text(), lock.table(),
                        lock.rows(), lock.bytes() / 1000, lock.mode().holdsUp()));
            }
        }
        if (!plan.changes().isEmpty()) {
            text.append("by ").append(MigrationPlan.BASIS).append('\n');
        }
        plan.obstacle().ifPresent(found -> text.append("FAULT ").append(found.kind()).append(": ").append(found.detail())
                .append("\nremedy: ").append(Remedies.of(found, provider)).append('\n'));
        return text.toString();
    }

    /** The same as one JSON object. */
    static String json(MigrationPlan plan, Provider provider) {
        var json = JsonNodeFactory.instance.objectNode().put("newest", plan.newest());
        var pending = json.putArray("pending");
        for (var change : plan.changes()) {
            var object = pending.addObject().put("id", change.id()).put("online", change.online())
                    .put("seconds", seconds(change.takes()));
            var locks = object.putArray("locks");
            for (var lock : change.locks()) {
                locks.addObject().put("table", lock.table()).put("mode", lock.mode().text())
                        .put("holdsUp", lock.mode().holdsUp()).put("rows", lock.rows()).put("bytes", lock.bytes());
            }
        }
        json.put("seconds", seconds(plan.takes())).put("basis", MigrationPlan.BASIS);
        plan.obstacle().ifPresentOrElse(found -> json.putObject("fault").put("code", found.kind().name())
                .put("detail", found.detail()).put("remedy", Remedies.of(found, provider)), () -> json.putNull("fault"));
        return json.toPrettyString() + "\n";
    }

    private static @Nullable Double seconds(Optional<Duration> takes) {
        return takes.map(duration -> duration.toMillis() / 1000.0).orElse(null);
    }

    private static String takes(Optional<Duration> takes) {
        return takes.map(duration -> duration.toSeconds() == 0 ? "less than a second" : "about " + duration.toSeconds() + " s")
                .orElse("nobody knows how long");
    }
}
