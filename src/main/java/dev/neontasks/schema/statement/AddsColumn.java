package dev.neontasks.schema.statement;

import dev.neontasks.schema.catalogue.Foreseen;

/** A table gets a column. */
record AddsColumn(String table, String column) implements Effect {

    @Override
    public void happen(Foreseen there) {
        there.make(table + "." + column);
    }
}
