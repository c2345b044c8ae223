package dev.neontasks.task;

import static dev.neontasks.task.TaskOrder.DAY;
import static dev.neontasks.task.TaskOrder.NEVER_IN_SQL;

import java.time.LocalDate;
import java.util.Map;

/** On which days tasks are due, seen from the caller's {@code today}. */
record Due(When when, LocalDate today) {

    enum When {
        OVERDUE(" and " + DAY + " < :today"),
        TODAY(" and " + DAY + " = :today"),
        UPCOMING(" and " + DAY + " > :today and " + DAY + " < " + NEVER_IN_SQL),
        /** On no day. */
        NONE(" and " + DAY + " = " + NEVER_IN_SQL);

        final String condition;

        When(String condition) {
            this.condition = condition;
        }
    }

    Map<String, Object> values() {
        return when == When.NONE ? Map.of() : Map.of("today", today);
    }
}
