package dev.neontasks.command;

import java.io.PrintStream;
import java.time.Duration;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.failure.DatabaseUnavailable;
import dev.neontasks.environment.Environment;
import dev.neontasks.schema.forecast.CannotMigrate;
import dev.neontasks.schema.forecast.SchemaForecast;
import dev.neontasks.schema.migration.SchemaUpdate;

/** Brings the schema up to date and ends: for a job that runs before the service, or a deploy script. */
record Migrate(Duration patience, PrintStream err) implements Command {

    /** {@code EX_TEMPFAIL} of {@code sysexits.h}. */
    static final int AWAY = 75;

    @Override
    public int run(Environment environment) throws InterruptedException {
        var settings = DatabaseSettings.of(environment);
        CommandLog.start(environment);
        return migrate(settings);
    }

    int migrate(DatabaseSettings settings) throws InterruptedException {
        try {
            SchemaUpdate.run(settings, patience);
            return 0;
        } catch (DatabaseUnavailable e) {
            err.println("neon-tasks: " + line(e, settings));
            return AWAY;
        } catch (CannotMigrate e) {
            err.println("neon-tasks: the schema cannot be migrated: " + e.getMessage());
            return CannotMigrate.EXIT_CODE;
        }
    }

    private String line(DatabaseUnavailable failure, DatabaseSettings settings) throws InterruptedException {
        var text = "%s for %d s: %s".formatted(failure.kind().isAnswer() ? "the schema could not be migrated"
                : "the database stayed away", patience.toSeconds(), failure.kind().text());
        return failure.kind().isAnswer() ? SchemaForecast.obstacle(settings).map(found -> text + " – " + found.detail())
                .orElse(text) : text;
    }
}
