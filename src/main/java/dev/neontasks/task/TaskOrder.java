package dev.neontasks.task;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** In which order a list is. */
enum TaskOrder {

    /** Newest first. */
    CREATED(" order by createdAt desc, id desc", " and (createdAt, id) < (:createdAt, :id)"),
    /** Earliest due first, those without a date last; of those due on the same day the one that was added first. */
    DUE(" order by " + TaskOrder.DAY + ", createdAt, id",
            " and (" + TaskOrder.DAY + ", createdAt, id) > (:day, :createdAt, :id)");

    /** After every day. */
    static final LocalDate NEVER = LocalDate.MAX;
    static final String NEVER_IN_SQL = "cast(sql('date ''infinity''') as LocalDate)";
    /** The day on which a task is due, so that one without it is due later than all others: as the index has it. */
    static final String DAY = "coalesce(dueOn, " + NEVER_IN_SQL + ")";

    private final String clause;
    private final String after;

    TaskOrder(String clause, String after) {
        this.clause = clause;
        this.after = after;
    }

    String clause() {
        return clause;
    }

    /** The condition on what comes after that, whose values are {@link #values}. */
    String after(Cursor cursor) {
        return hasDay(cursor) ? after : after.replace(":day", NEVER_IN_SQL);
    }

    Map<String, Object> values(Cursor cursor) {
        var values = new HashMap<String, Object>(Map.of("createdAt", cursor.createdAt(), "id", cursor.id()));
        if (hasDay(cursor)) {
            values.put("day", cursor.day());
        }
        return values;
    }

    /** No driver writes a date as far off as {@link #NEVER}. */
    private boolean hasDay(Cursor cursor) {
        return this == DUE && !cursor.day().equals(NEVER);
    }
}
