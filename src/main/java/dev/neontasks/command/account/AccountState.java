package dev.neontasks.command.account;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What an operator is told of an account: nothing that its owner wrote but the e-mail address, which has no control characters.
 */
public record AccountState(String id, String email, Instant createdAt, @Nullable Instant verifiedAt,
        @Nullable Instant disabledAt, int sessions, @Nullable Instant lastUsedAt) {

    /** Line by line. */
    public String text() {
        return """
                account   %s
                e-mail    %s, %s
                made      %s
                state     %s
                sessions  %s
                """.formatted(id, email, since("proved", verifiedAt, "not proved"), createdAt,
                since("disabled", disabledAt, "enabled"), sessions + (lastUsedAt == null ? "" : ", used last " + lastUsedAt));
    }

    private static String since(String word, @Nullable Instant since, String otherwise) {
        return since == null ? otherwise : word + " since " + since;
    }
}
