package dev.neontasks.schema.changelog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A schema that the search path names, and what of the service's may be in it, by the catalogue: that shows what is there to
 * those, too, who may not use it.
 *
 * @param quoted its name as SQL has it
 * @param current tables are made there
 * @param usable by the role
 * @param logged there is a table of change sets, whoever's
 * @param readable that table is Liquibase's, and the role may read it
 * @param ours there are tables like the service's
 */
record PathSchema(String name, String quoted, boolean current, boolean usable, boolean logged, boolean readable, boolean ours) {

    /** One table alone may look like the service's by chance. */
    private static final String ALL = """
            WITH needed (name, columns) AS (VALUES %s),
            named AS (
                SELECT place, coalesce(replace(found[1], '""', '"'), lower(found[3])) AS name
                FROM regexp_matches(current_setting('search_path'), '"(([^"]|"")*)"|([^\\s,"]+)', 'g')
                    WITH ORDINALITY AS f (found, place))
            SELECT n.nspname, quote_ident(n.nspname), coalesce(n.nspname = current_schema(), false),
                has_schema_privilege(n.oid, 'USAGE'), log.oid IS NOT NULL,
                coalesce(has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(log.oid, 'SELECT'), false)
                    AND (SELECT count(*) = 4 FROM pg_attribute a WHERE a.attrelid = log.oid AND NOT a.attisdropped
                        AND a.attname IN ('filename', 'id', 'author', 'md5sum')),
                (SELECT count(*) > 1 FROM needed w JOIN pg_class c ON c.relname = w.name AND c.relnamespace = n.oid
                    WHERE NOT EXISTS (SELECT FROM unnest(w.columns) AS wanted WHERE NOT EXISTS (
                        SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = wanted AND NOT a.attisdropped)))
            FROM named JOIN pg_namespace n
                ON n.nspname = CASE WHEN named.name = '$user' THEN current_user::text ELSE named.name END
            LEFT JOIN pg_class log ON log.relnamespace = n.oid AND log.relname = 'databasechangelog'
            ORDER BY place""";

    /** In the order of the search path. */
    static List<PathSchema> all(Connection connection, NeededTables needed) throws SQLException {
        var schemas = new ArrayList<PathSchema>();
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(ALL.formatted(needed.values()))) {
            while (rows.next()) {
                schemas.add(new PathSchema(rows.getString(1), rows.getString(2), rows.getBoolean(3), rows.getBoolean(4),
                        rows.getBoolean(5), rows.getBoolean(6), rows.getBoolean(7)));
            }
        }
        return schemas;
    }
}
