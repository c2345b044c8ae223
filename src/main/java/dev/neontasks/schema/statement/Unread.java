package dev.neontasks.schema.statement;

/** A statement of which nothing is known here. */
record Unread(String statement) implements Effect {
}
