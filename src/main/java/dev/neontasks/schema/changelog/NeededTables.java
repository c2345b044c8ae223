package dev.neontasks.schema.changelog;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.neontasks.database.failure.FailureKind;

/**
 * Tables with the columns and unique keys, and the functions, that statements name or rely on. Change sets may all be noted as
 * applied while what they made is gone, renamed, another role's or out of sight.
 *
 * @param columns by table
 * @param keys as {@code tasks (id, owner)}, with columns in the order of their names
 * @param functions with the types of their parameters, as PostgreSQL has them
 */
public record NeededTables(Map<String, List<String>> columns, List<String> keys, List<String> functions) {

    /** What a look at them found. */
    public record Look(List<Lack> lacks) {

        /** The one to be mended first, if anything is to be. */
        public Optional<FailureKind> worst() {
            return lacks.stream().map(Lack::kind).min(FailureKind::compareTo);
        }

        /** The tables, or some, are where they were: others of the same names are not to be made beside them. */
        public boolean isOutOfSight() {
            return lacks.stream().map(Lack::kind)
                    .anyMatch(kind -> kind == FailureKind.OFF_SEARCH_PATH || kind == FailureKind.PRIVILEGE_MISSING);
        }

        /** What is to be mended first, for the log. */
        public String inWords() {
            return lacks.isEmpty() ? "change sets are to be applied"
                    : lacks.stream().filter(lack -> lack.kind() == worst().orElseThrow()).map(Lack::name).distinct().sorted()
                            .collect(joining(", "));
        }
    }

    /** @param name of the table, column, key or function */
    public record Lack(FailureKind kind, String name) {

        public boolean isOfFunction() {
            return name.endsWith(")");
        }

        /** Whether it is there for others. */
        public boolean isOfRole() {
            return kind == FailureKind.OFF_SEARCH_PATH || kind == FailureKind.PRIVILEGE_MISSING
                    || kind == FailureKind.ROWS_HIDDEN;
        }
    }

    public static final NeededTables NONE = new NeededTables(Map.of(), List.of(), List.of());

    static final NeededTables OF_SERVICE = new NeededTables(new TreeMap<>(Map.of(
            "accounts", List.of("id", "email", "name", "password_hash", "created_at", "email_verified_at", "disabled_at",
                    "password_version"),
            "tasks", List.of("owner", "id", "title", "description", "completed", "due_on", "created_at", "updated_at",
                    "revision"),
            "sessions", List.of("id", "account", "token_hash", "previous_hash", "seed", "rotated_at", "expires_at",
                    "browser"),
            "account_links", List.of("token_hash", "account", "purpose", "email", "expires_at"),
            "deleted_accounts", List.of("id_hash", "deleted_at"),
            "receipts", List.of("owner", "write", "outcome", "revision", "fingerprint", "expires_at", "task", "title",
                    "description", "completed", "due_on", "created_at", "updated_at"))),
            List.of("account_links (token_hash)", "accounts (email)", "accounts (id)", "deleted_accounts (id_hash)",
                    "receipts (owner, write)", "sessions (id)", "tasks (id, owner)"),
            List.of("without_case(text)", "without_case_beyond_ascii(text)"));

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /**
     * One row for each lack. The parameter is the schema in which they are to be, where the search path may not lead. Of
     * policies, those that let all rows through count; whether another does, only its rows can tell.
     */
    private static final String LOOK = """
            WITH needed (name, columns) AS (VALUES %s),
            place (name) AS (SELECT coalesce(?::text, current_schema())),
            home AS (
                SELECT c.relname AS name, c.oid, has_schema_privilege(n.oid, 'USAGE') AS usable
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN place ON place.name = n.nspname
                WHERE c.relname IN (SELECT name FROM needed)),
            found AS (
                SELECT name, columns, usable, CASE WHEN to_regclass(name)::oid = h.oid THEN h.oid END AS oid
                FROM needed LEFT JOIN home h USING (name)),
            called AS (
                SELECT wanted AS name, has_schema_privilege(n.oid, 'USAGE') AS usable, p.oid AS home,
                    to_regprocedure(wanted)::oid AS oid
                FROM unnest('{%s}'::text[]) AS wanted LEFT JOIN (place JOIN pg_namespace n ON n.nspname = place.name
                    JOIN pg_proc p ON p.pronamespace = n.oid)
                    ON wanted = p.proname || '(' || oidvectortypes(p.proargtypes) || ')')
            SELECT CASE WHEN f.usable THEN 'OFF_SEARCH_PATH' WHEN NOT f.usable THEN 'PRIVILEGE_MISSING'
                ELSE 'TABLE_MISSING' END,
                f.name FROM found f WHERE f.oid IS NULL
            UNION ALL
            SELECT 'COLUMN_MISSING', f.name || '.' || wanted FROM found f, unnest(f.columns) AS wanted
            WHERE f.oid IS NOT NULL AND NOT EXISTS (
                SELECT FROM pg_attribute a WHERE a.attrelid = f.oid AND a.attname = wanted AND NOT a.attisdropped)
            UNION ALL
            SELECT 'KEY_MISSING', wanted FROM unnest('{%s}'::text[]) AS wanted JOIN found f ON f.name = split_part(wanted, ' ', 1)
            WHERE f.oid IS NOT NULL AND NOT EXISTS (
                SELECT FROM pg_index i WHERE i.indrelid = f.oid AND i.indisunique AND i.indimmediate AND i.indisvalid
                AND i.indpred IS NULL AND i.indexprs IS NULL AND wanted = f.name || ' (' || (
                    SELECT string_agg(a.attname, ', ' ORDER BY a.attname) FROM pg_attribute a
                    WHERE a.attrelid = i.indrelid AND a.attnum = ANY ((i.indkey::int2[])[:i.indnkeyatts - 1])) || ')')
            UNION ALL
            SELECT 'PRIVILEGE_MISSING', f.name FROM found f WHERE f.oid IS NOT NULL AND NOT (
                has_any_column_privilege(f.oid, 'SELECT') AND has_any_column_privilege(f.oid, 'INSERT')
                AND has_any_column_privilege(f.oid, 'UPDATE') AND has_table_privilege(f.oid, 'DELETE'))
            UNION ALL
            SELECT CASE WHEN oid = coalesce(home, oid) OR NOT usable THEN 'PRIVILEGE_MISSING'
                WHEN home IS NULL THEN 'FUNCTION_MISSING' ELSE 'OFF_SEARCH_PATH' END, name
            FROM called WHERE oid IS NULL OR oid <> home OR NOT has_function_privilege(oid, 'EXECUTE')
            UNION ALL
            SELECT 'ROWS_HIDDEN', f.name FROM found f WHERE f.oid IS NOT NULL AND row_security_active(f.oid) AND EXISTS (
                SELECT FROM unnest('{r,a,w,d}'::text[]) AS command LEFT JOIN (
                    SELECT polcmd::text, polpermissive AS permits, coalesce(pg_get_expr(polqual, polrelid), 'true') = 'true'
                        AND coalesce(pg_get_expr(polwithcheck, polrelid), 'true') = 'true' AS all_rows
                    FROM pg_policy WHERE polrelid = f.oid
                    AND EXISTS (SELECT FROM unnest(polroles) AS role WHERE role = 0 OR pg_has_role(role, 'USAGE'))) p
                    ON polcmd IN ('*', command)
                GROUP BY command
                HAVING bool_or(permits AND all_rows) IS NOT TRUE OR NOT bool_and(permits OR all_rows))""";

    /**
     * Looks at the catalogue alone, whatever the role may do with the tables.
     *
     * @param home the schema in which they are to be; without it, the one in which tables are made
     */
    public Look look(Connection connection, @Nullable String home) throws SQLException {
        var lacks = new ArrayList<Lack>();
        if (columns.isEmpty()) {
            return new Look(lacks);
        }
        try (var statement = connection.prepareStatement(LOOK.formatted(values(), list(functions), list(keys)))) {
            statement.setString(1, home);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    lacks.add(new Lack(FailureKind.valueOf(rows.getString(1)), rows.getString(2)));
                }
            }
        }
        return new Look(lacks);
    }

    /** Throws when no table can be made, as when no schema of the search path is there: Liquibase would try for long. */
    public static void requireMayCreate(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT has_schema_privilege(current_schema(), 'CREATE')")) {
            if (!row.next() || !row.getBoolean(1)) {
                throw new SQLException("nothing may be created in the schema", INSUFFICIENT_PRIVILEGE);
            }
        }
    }

    private static String list(List<String> names) {
        return "\"" + String.join("\",\"", names) + "\"";
    }

    /** Whether the table is one of them, if there are any at all. */
    boolean isAmong(String table) {
        return columns.isEmpty() || columns.containsKey(table);
    }

    /** Rows of names and columns. */
    String values() {
        return columns.isEmpty() ? "(NULL::text, NULL::text[])"
                : columns.entrySet().stream()
                        .map(table -> "('%s', '{%s}'::text[])".formatted(table.getKey(), String.join(",", table.getValue())))
                        .collect(joining(", "));
    }
}
