package dev.neontasks.command;

import java.io.PrintStream;
import java.time.Duration;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.failure.DatabaseUnavailable;
import dev.neontasks.environment.Environment;
import dev.neontasks.schema.forecast.CannotMigrate;
import dev.neontasks.schema.forecast.SchemaForecast;

/** Says what {@link Migrate} would do and ends with the code that it would end with, as far as that can be foreseen. */
record PlanMigration(Duration patience, boolean json, PrintStream out, PrintStream err) implements Command {

    @Override
    public int run(Environment environment) throws InterruptedException {
        var settings = DatabaseSettings.of(environment);
        try {
            var plan = SchemaForecast.of(settings, patience);
            var provider = settings.unpooled().provider();
            out.print(json ? PlanReport.json(plan, provider) : PlanReport.text(plan, provider));
            return plan.obstacle().map(found -> found.kind().isPassing() ? Migrate.AWAY : CannotMigrate.EXIT_CODE).orElse(0);
        } catch (DatabaseUnavailable e) {
            err.printf("neon-tasks: the database stayed away for %d s: %s%n", patience.toSeconds(), e.kind().text());
            return Migrate.AWAY;
        } catch (CannotMigrate e) {
            err.println("neon-tasks: the schema cannot be migrated: " + e.getMessage());
            return CannotMigrate.EXIT_CODE;
        }
    }
}
