package dev.neontasks.task;

import static dev.neontasks.task.TaskLists.COMPLETED;
import static dev.neontasks.task.TaskLists.MATCHING;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which tasks a statement of {@link TaskLists} reads.
 *
 * @param conditions some of those that are known, one after the other
 * @param values of their parameters
 * @param most tasks
 * @param bytes of text after which there is one task more at most
 */
record Selection(TaskOrder order, String conditions, Map<String, Object> values, int most, int bytes) {

    /** What a page begins with, and one more if there is one: at most {@code bytes} of text and two tasks. */
    static Selection of(TaskFilter filter, Optional<Cursor> start, int bytes) {
        var conditions = new StringBuilder();
        var values = new HashMap<String, Object>();
        filter.completed().ifPresent(completed -> {
            conditions.append(COMPLETED);
            values.put("completed", completed);
        });
        filter.pattern().ifPresent(pattern -> {
            conditions.append(MATCHING);
            values.put("pattern", pattern);
        });
        filter.due().ifPresent(due -> {
            conditions.append(due.when().condition);
            values.putAll(due.values());
        });
        start.ifPresent(cursor -> {
            conditions.append(filter.order().after(cursor));
            values.putAll(filter.order().values(cursor));
        });
        return new Selection(filter.order(), conditions.toString(), values, filter.limit() + 1, bytes);
    }

    /** All tasks, newest first, from {@code start} on. */
    static Selection newest(Optional<Cursor> start, int most, int bytes) {
        var order = TaskOrder.CREATED;
        return new Selection(order, start.map(order::after).orElse(""), start.map(order::values).orElse(Map.of()), most,
                bytes);
    }
}
