package dev.neontasks.schema.catalogue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** What a database has, by its system catalogue, as the role of the connection sees it. Each question is one query. */
public final class Catalogue {

    /** Rows by the planner's rule: as dense as when they were last counted. */
    private static final String RELATION = """
            SELECT c.oid, c.relkind, n.nspname, coalesce(n.nspname = current_schema(), false), pg_get_userbyid(c.relowner),
                pg_has_role(c.relowner, 'USAGE'),
                CASE WHEN c.relpages > 0 THEN c.reltuples / c.relpages * s.bytes / current_setting('block_size')::int
                    ELSE coalesce(pg_stat_get_live_tuples(c.oid), 0) END::bigint, s.bytes,
                coalesce((SELECT t.relname FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
                    WHERE i.indexrelid = c.oid), ''),
                ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped),
                ARRAY(SELECT tgname::text FROM pg_trigger WHERE tgrelid = c.oid),
                ARRAY(SELECT p FROM unnest('{SELECT,INSERT,UPDATE,TRIGGER,REFERENCES}'::text[]) p
                    WHERE has_table_privilege(c.oid, p))
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, LATERAL (SELECT coalesce(
                CASE WHEN EXISTS (SELECT FROM pg_locks l WHERE l.relation = c.oid AND l.mode = 'AccessExclusiveLock')
                    THEN c.relpages::bigint * current_setting('block_size')::int ELSE pg_relation_size(c.oid) END, 0)) s (bytes)
            WHERE c.relname = ? AND n.nspname = coalesce(?, current_schema())""";

    private static final String SURROUNDINGS = """
            SELECT current_user, current_setting('is_superuser')::bool,
                current_setting('transaction_read_only')::bool OR pg_is_in_recovery(), current_setting('search_path'),
                coalesce(current_schema(), ''),
                coalesce((SELECT string_agg(nspname, ', ') FROM pg_namespace WHERE NOT has_schema_privilege(oid, 'USAGE')
                    AND nspname = ANY (string_to_array(
                        replace(replace(replace(current_setting('search_path'), '$user', current_user), '"', ''), ' ', ''),
                        ','))), ''),
                coalesce(has_schema_privilege(current_schema(), 'CREATE'), false),
                has_database_privilege(current_database(), 'CREATE'),
                coalesce((SELECT spcname FROM pg_tablespace WHERE spcname = current_setting('default_tablespace')
                    AND NOT has_tablespace_privilege(oid, 'CREATE')), '')""";

    private static final String TYPE = "SELECT 1 FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
            + " WHERE t.typname = ? AND n.nspname = current_schema() AND t.typrelid = 0 AND t.typcategory <> 'A'";

    private static final String FUNCTION = "SELECT pg_get_userbyid(proowner), pg_has_role(proowner, 'USAGE'),"
            + " prorettype::regtype::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
            + " WHERE p.proname = ? AND oidvectortypes(p.proargtypes) = ? AND n.nspname = current_schema()";

    private static final String EXTENSION = "SELECT bool_or(e.oid IS NOT NULL), bool_or(v.name IS NOT NULL),"
            + " bool_or(v.trusted OR NOT v.superuser) FROM (SELECT ?::name AS name) wanted"
            + " LEFT JOIN pg_extension e ON e.extname = wanted.name"
            + " LEFT JOIN pg_available_extensions a ON a.name = wanted.name"
            + " LEFT JOIN pg_available_extension_versions v ON v.name = a.name AND v.version = a.default_version";

    /** In sight first. */
    private static final String OPERATOR_CLASS = "SELECT n.nspname, pg_opclass_is_visible(o.oid) FROM pg_opclass o"
            + " JOIN pg_namespace n ON n.oid = o.opcnamespace WHERE o.opcname = ? ORDER BY 2 DESC LIMIT 1";

    private static final String LANGUAGE = "SELECT has_language_privilege(oid, 'USAGE') FROM pg_language WHERE lanname = ?";

    private final Connection connection;
    private final @Nullable String home;
    private final Map<String, Optional<Relation>> relations = new HashMap<>();
    private @Nullable Surroundings surroundings;

    /** @param home the schema in which the service is; without one, it will be where tables are made */
    public Catalogue(Connection connection, Optional<String> home) {
        this.connection = connection;
        this.home = home.orElse(null);
    }

    /** A function of a name, and of parameters of these types. */
    public record Function(String owner, boolean owned, String returns) {
    }

    /** An operator class of a name. */
    public record OperatorClass(String schema, boolean visible) {
    }

    /** What has the name in the schema of the service, whatever else the search path leads to. */
    public Optional<Relation> relation(String name) throws SQLException {
        if (!relations.containsKey(name)) {
            relations.put(name, one(RELATION, Arrays.asList(name, home), row -> new Relation(row.getLong(1), row.getString(2),
                    row.getString(3),
                    row.getBoolean(4), row.getString(5), row.getBoolean(6), row.getLong(7), row.getLong(8), row.getString(9),
                    texts(row, 10), texts(row, 11), texts(row, 12))));
        }
        return relations.get(name);
    }

    public Surroundings surroundings() throws SQLException {
        if (surroundings == null) {
            surroundings = readSurroundings();
        }
        return surroundings;
    }

    private Surroundings readSurroundings() throws SQLException {
        return one(SURROUNDINGS, List.of(), row -> new Surroundings(row.getString(1), row.getBoolean(2), row.getBoolean(3),
                row.getString(4), row.getString(5), row.getString(6), row.getBoolean(7), row.getBoolean(8), row.getString(9)))
                .orElseThrow();
    }

    /** Whether the schema has a type of the name, which no table can have then. */
    public boolean hasType(String name) throws SQLException {
        return one(TYPE, name, row -> true).isPresent();
    }

    /** @param types with a comma and a blank between two */
    public Optional<Function> function(String name, String types) throws SQLException {
        return one(FUNCTION, List.of(name, types), row -> new Function(row.getString(1), row.getBoolean(2), row.getString(3)));
    }

    public Extension extension(String name) throws SQLException {
        return one(EXTENSION, name, row -> new Extension(row.getBoolean(1), row.getBoolean(2), row.getBoolean(3)))
                .orElseThrow();
    }

    public Optional<OperatorClass> operatorClass(String name) throws SQLException {
        return one(OPERATOR_CLASS, name, row -> new OperatorClass(row.getString(1), row.getBoolean(2)));
    }

    /** Whether the role may write functions in it; empty if there is no such language. */
    public Optional<Boolean> language(String name) throws SQLException {
        return one(LANGUAGE, name, row -> row.getBoolean(1));
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> Optional<T> one(String sql, String parameter, Reading<T> reading) throws SQLException {
        return one(sql, List.of(parameter), reading);
    }

    private <T> Optional<T> one(String sql, List<@Nullable String> parameters, Reading<T> reading) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var number = 0; number < parameters.size(); number++) {
                statement.setString(number + 1, parameters.get(number));
            }
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(reading.of(rows)) : Optional.empty();
            }
        }
    }

    private static Set<String> texts(ResultSet row, int column) throws SQLException {
        return Set.of((String[]) row.getArray(column).getArray());
    }
}
