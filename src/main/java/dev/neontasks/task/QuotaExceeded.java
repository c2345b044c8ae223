package dev.neontasks.task;

import java.util.Locale;

import dev.neontasks.api.ProblemException;
import dev.neontasks.api.ProblemType;

/** The account has as many tasks as there may be. */
final class QuotaExceeded extends ProblemException {

    private static final long serialVersionUID = 1L;

    QuotaExceeded(int most) {
        super(ProblemType.QUOTA_EXCEEDED, String.format(Locale.ROOT,
                "Your account is full: there is room for %,d tasks. Delete some to add more.", most));
    }
}
