package dev.neontasks.task;

import java.util.List;
import java.util.Optional;

/** What was read for a page of a list: its tasks and one more if there is one, and the counts if they were asked for. */
record TaskPage(List<TaskView> tasks, Optional<TaskCounts> counts) {
}
