package dev.neontasks.schema.forecast;

import java.util.Optional;
import java.util.function.Predicate;

import dev.neontasks.schema.changelog.NeededTables.Lack;
import dev.neontasks.schema.changelog.NeededTables.Look;
import dev.neontasks.schema.plan.Obstacle;

/** What is lacking of the tables, as what is in somebody's way. */
final class Lacks {

    private Lacks() {
    }

    /** The worst of those that are {@code counted}, found by {@code role}. */
    static Optional<Obstacle> obstacle(Look look, Predicate<Lack> counted, String role) {
        return look.lacks().stream().filter(counted).min((one, other) -> one.kind().compareTo(other.kind()))
                .map(lack -> obstacle(lack, role));
    }

    private static Obstacle obstacle(Lack lack, String role) {
        return switch (lack.kind()) {
            case PRIVILEGE_MISSING -> new Obstacle(Obstacle.Kind.PRIVILEGE_ON_TABLES_MISSING,
                    role + (lack.isOfFunction() ? " may not call " : " may not read and write ") + lack.name());
            case OFF_SEARCH_PATH -> new Obstacle(Obstacle.Kind.CHANGE_LOG_ELSEWHERE,
                    "the search path of " + role + " does not lead to the service's "
                            + (lack.isOfFunction() ? "function " : "table ") + lack.name());
            case ROWS_HIDDEN -> new Obstacle(Obstacle.Kind.ROWS_HIDDEN, "row security hides rows of " + lack.name());
            default -> new Obstacle(Obstacle.Kind.SCHEMA_INCOMPLETE,
                    what(lack) + lack.name() + " is gone");
        };
    }

    private static String what(Lack lack) {
        return switch (lack.kind()) {
            case COLUMN_MISSING -> "the column ";
            case FUNCTION_MISSING -> "the function ";
            case KEY_MISSING -> "the unique key ";
            default -> "the table ";
        };
    }
}
