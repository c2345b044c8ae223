package dev.neontasks.command.doctor;

import dev.neontasks.database.provider.Provider;
import dev.neontasks.schema.plan.Obstacle;

/** What the doctor says to do, for those who have found out themselves what is wrong. */
public final class Remedies {

    private Remedies() {
    }

    /** In the words of whoever runs the database. */
    public static String of(Obstacle obstacle, Provider provider) {
        return Fault.of(obstacle.kind()).remedy(provider);
    }
}
