package dev.neontasks.database.plan;

/** A table gets a column. */
record AddsColumn(String table, String column) implements Effect {

    @Override
    public void happen(Foreseen there) {
        there.make(table + "." + column);
    }
}
