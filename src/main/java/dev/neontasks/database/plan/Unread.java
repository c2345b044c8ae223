package dev.neontasks.database.plan;

/** A statement of which nothing is known here. */
record Unread(String statement) implements Effect {
}
