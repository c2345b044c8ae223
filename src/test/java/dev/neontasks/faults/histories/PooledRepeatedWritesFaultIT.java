package dev.neontasks.faults.histories;

import dev.neontasks.faults.histories.Stage.Way;

/** The same through PgBouncer: connections are lost before it. */
class PooledRepeatedWritesFaultIT extends RepeatedWritesFaultIT {

    @Override
    Stage stage() {
        return new Stage(Way.pooled(1), Way.pooled(4));
    }
}
