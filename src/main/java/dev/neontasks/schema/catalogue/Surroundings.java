package dev.neontasks.schema.catalogue;

/**
 * Where and as whom change sets are applied.
 *
 * @param schema in which they make what they make; empty if none of the search path is there
 * @param hidden schemas of the search path that the role may not use
 * @param inSchema whether the role may make something there
 * @param inDatabase whether it may make schemas and extensions
 * @param tablespace in which it would make tables, and may not; empty if there is no such thing
 */
public record Surroundings(String role, boolean superuser, boolean readOnly, String searchPath, String schema, String hidden,
        boolean inSchema, boolean inDatabase, String tablespace) {
}
