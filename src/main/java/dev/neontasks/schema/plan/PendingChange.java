package dev.neontasks.schema.plan;

import java.util.List;

/**
 * A change set that is still to be applied.
 *
 * @param scripts its SQL; empty if it is something else
 * @param online it keeps nobody waiting, whatever locks its SQL names
 */
public record PendingChange(String id, List<String> scripts, boolean online) {
}
