package dev.neontasks.schema.migration;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.schema.changelog.ChangeLog;
import dev.neontasks.schema.forecast.SchemaForecast;

/** Why a migration failed: what the server said, and what a look at the database finds in the way. */
final class Explanation {

    private Explanation() {
    }

    /** One line. */
    static String of(Throwable failure, DatabaseSettings settings) throws InterruptedException {
        var said = ChangeLog.reason(failure);
        return SchemaForecast.obstacle(settings).filter(found -> !said.contains(found.detail()))
                .map(found -> said + " – " + found.detail()).orElse(said);
    }
}
