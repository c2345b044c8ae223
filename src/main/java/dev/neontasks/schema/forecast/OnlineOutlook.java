package dev.neontasks.schema.forecast;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import dev.neontasks.schema.changelog.ChangeLog;
import dev.neontasks.schema.lock.MigrationLock;

/** How it is with online change sets that are left, in words. It is no fault, since nobody waits for them. */
public final class OnlineOutlook {

    private OnlineOutlook() {
    }

    /** {@code connection} must be direct. */
    public static String of(List<String> ids, Connection connection) throws SQLException, InterruptedException {
        if (ids.isEmpty()) {
            return "";
        }
        var left = "; to be applied online, while it serves: " + String.join(" ", ids);
        if (MigrationLock.isHeldByAnybody(connection)) {
            return left + ", which somebody is at: " + MigrationLock.holder(connection);
        }
        return left + unfinished(ids, connection)
                + SchemaForecast.of(connection).obstacle().map(found -> "; in their way: " + found.detail()).orElse("");
    }

    private static String unfinished(List<String> ids, Connection connection) throws SQLException {
        try {
            var indexes = ChangeLog.ofService().unfinished(ids, connection);
            return indexes.isEmpty() ? ""
                    : "; " + String.join(" ", indexes) + " was begun and not finished, and will be built anew";
        } catch (SQLException e) {
            throw e;
        } catch (Exception e) {
            throw new CannotMigrate(ChangeLog.reason(e), e);
        }
    }
}
