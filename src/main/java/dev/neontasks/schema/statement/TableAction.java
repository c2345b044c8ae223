package dev.neontasks.schema.statement;

import java.util.Optional;
import java.util.regex.Pattern;

import dev.neontasks.schema.plan.LockMode;
import dev.neontasks.schema.plan.Work;

/**
 * What {@code alter table} does, by what stands behind the table's name.
 *
 * @param column that it adds, if it adds one
 * @param unlessThere it does not if there is one of the name
 */
record TableAction(LockMode mode, Optional<Work> work, Optional<String> column, boolean unlessThere) {

    private static final Pattern COLUMN = Pattern.compile("add (?:column )?(if not exists )?"
            + "(?!(?:constraint|check|foreign|unique|primary|exclude)\\b)(\\w+) .*");

    static TableAction of(String action) {
        var column = COLUMN.matcher(action);
        return new TableAction(mode(action), work(action),
                column.matches() ? Optional.of(column.group(2)) : Optional.empty(),
                column.matches() && column.group(1) != null);
    }

    private static LockMode mode(String action) {
        if (action.matches("validate constraint \\w+|(alter (column )?\\w+ )?set (statistics|\\().*")) {
            return LockMode.SHARE_UPDATE_EXCLUSIVE;
        }
        return action.matches("add (constraint \\w+ )?foreign key .*") ? LockMode.SHARE_ROW_EXCLUSIVE
                : LockMode.ACCESS_EXCLUSIVE;
    }

    private static Optional<Work> work(String action) {
        if (action.matches(".*\\b(set data )?type \\w+.*")) {
            return Optional.of(Work.REWRITE);
        } else if (action.matches(".*\\badd (constraint \\w+ )?(unique|primary key) ?\\(.*")) {
            return Optional.of(Work.BTREE_INDEX);
        } else if (action.matches("validate constraint .*|.*\\bset not null\\b.*")
                || action.matches(".*\\badd (constraint \\w+ )?(check|foreign key)\\b.*") && !action.endsWith("not valid")) {
            return Optional.of(Work.SCAN);
        }
        return Optional.empty();
    }
}
