package dev.neontasks.faults.histories;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.neontasks.history.Change;
import dev.neontasks.history.Content;
import dev.neontasks.history.Request;
import dev.neontasks.history.Request.Method;

/**
 * A write whose answer is lost, and what somebody else does who has seen it.
 *
 * @param isNew whether there was no task before
 * @param write told the tag of the task before
 * @param left what there is of the task by the write
 * @param next told the tag of what is left: what somebody else writes then
 * @param stored what there is in the end
 */
record Row(String name, boolean isNew, Function<String, Request> write, int status, Optional<Content> left,
        Function<String, Request> next, int nextStatus, Optional<Content> stored) {

    static final Content OLD = new Content("old", false);
    private static final Content A = new Content("A", false);
    private static final Content B = new Content("B", false);
    private static final Content DONE = new Content("old", true);
    private static final Change COMPLETION = Change.ofCompleted(true);

    static Stream<Row> all() {
        return Stream.of(
                present("DELETE; then PUT", tag -> Request.delete(), 204, null, tag -> Request.put("B"), 201, B),
                present("PUT; then PUT", tag -> Request.put("A"), 200, A, tag -> Request.put("B"), 200, B),
                present("PATCH; then PATCH", tag -> Request.patch(COMPLETION), 200, DONE,
                        tag -> Request.patch(Change.ofCompleted(false)), 200, OLD),
                absent("POST; then DELETE", Request.post("A"), A, tag -> Request.delete(), 204, null),
                present("PUT if; then PUT if", tag -> Request.put("A").ifMatch(tag), 200, A,
                        tag -> Request.put("B").ifMatch(tag), 200, B),
                present("DELETE if; then PUT if none", tag -> Request.delete().ifMatch(tag), 204, null,
                        tag -> Request.put("B").ifNoneMatch("*"), 201, B),
                absent("PUT; then DELETE", Request.put("A"), A, tag -> Request.delete(), 204, null),
                absent("PUT if none; then DELETE", Request.put("A").ifNoneMatch("*"), A, tag -> Request.delete(), 204, null),
                present("PATCH if; then PUT", tag -> Request.patch(COMPLETION).ifMatch(tag), 200, DONE,
                        tag -> Request.put("B"), 200, B));
    }

    private static Row present(String name, Function<String, Request> write, int status, Content left,
            Function<String, Request> next, int nextStatus, Content stored) {
        return new Row(name, false, write, status, Optional.ofNullable(left), next, nextStatus, Optional.ofNullable(stored));
    }

    private static Row absent(String name, Request write, Content left, Function<String, Request> next, int nextStatus,
            Content stored) {
        return new Row(name, true, tag -> write, 201, Optional.of(left), next, nextStatus, Optional.ofNullable(stored));
    }

    /** What the statement that writes begins with. */
    String statement() {
        if (isNew) {
            return "insert into tasks";
        }
        return write.apply("").method() == Method.DELETE ? "delete from tasks" : "update tasks";
    }

    @Override
    public String toString() {
        return name + (isNew ? ", of a new task" : "");
    }
}
