package dev.neontasks.task;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** How many of the caller's tasks there are of each kind, whatever the list shows. The first three are of those not done. */
@RegisterForReflection
record TaskCounts(@Schema(minimum = "0", maximum = MOST) long overdue, @Schema(minimum = "0", maximum = MOST) long today,
        @Schema(minimum = "0", maximum = MOST) long upcoming, @Schema(minimum = "0", maximum = MOST) long all,
        @Schema(minimum = "0", maximum = MOST) long done) {

    /** So far is counted, so that not all that there are of a kind are read. */
    static final String MOST = "100";
}
