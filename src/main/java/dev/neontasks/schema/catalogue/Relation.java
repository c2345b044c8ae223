package dev.neontasks.schema.catalogue;

import java.util.Map;
import java.util.Set;

/**
 * A table, an index, or whatever else has its name where tables have theirs.
 *
 * @param kind as {@code pg_class} has it
 * @param here it is in the schema in which change sets make theirs
 * @param owned its owner is the role, or the role is a member of its owner
 * @param rows about as many
 * @param bytes without what is stored apart
 * @param table of an index, which is in the same schema; empty for anything else
 * @param privileges of the role
 */
public record Relation(long oid, String kind, String schema, boolean here, String owner, boolean owned, long rows, long bytes,
        String table, Set<String> columns, Set<String> triggers, Set<String> privileges) {

    private static final Map<String, String> KINDS = Map.of("r", "table", "p", "table", "i", "index", "I", "index", "S",
            "sequence", "v", "view", "m", "materialized view", "c", "type", "f", "foreign table");

    /** As "a table of the role x in the schema public". */
    public String described() {
        var what = KINDS.getOrDefault(kind, "relation");
        return "%s %s of the role %s in the schema %s".formatted(what.equals("index") ? "an" : "a", what, owner, schema);
    }
}
