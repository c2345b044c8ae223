package dev.neontasks.schema.catalogue;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A database as the next change set will find it: what there is now, and what those before it make and drop. */
public final class Foreseen {

    private final Catalogue catalogue;
    private final Map<String, List<String>> columns;
    private final Set<String> made = new HashSet<>();
    private final Set<String> dropped = new HashSet<>();

    /** @param columns those that the service's tables have, in the end, by table */
    public Foreseen(Catalogue catalogue, Map<String, List<String>> columns) {
        this.catalogue = catalogue;
        this.columns = columns;
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public void make(String name) {
        made.add(name);
    }

    public void drop(String name) {
        made.remove(name);
        dropped.add(name);
    }

    public boolean isMade(String name) {
        return made.contains(name);
    }

    /** One that is there now and will be still. */
    public Optional<Relation> relation(String name) throws SQLException {
        return made.contains(name) || dropped.contains(name) ? Optional.empty() : catalogue.relation(name);
    }

    /** Whether it is an index on a table that is none of the service's. */
    public boolean isOfOthers(Relation index) {
        return !index.table().isEmpty() && !columns.containsKey(index.table());
    }

    /** Whether the table is one of the service's, by its columns. */
    public boolean looksLikeOurs(String table, Relation relation) {
        return columns.containsKey(table) && relation.columns().containsAll(columns.get(table));
    }
}
