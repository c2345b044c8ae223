package dev.neontasks.task;

import java.time.Duration;
import java.util.Locale;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import dev.neontasks.account.CurrentAccount;
import dev.neontasks.environment.Environment;

/**
 * How many writes without a key an account may make while receipts of them are kept: enough to write every task that it may
 * have.
 */
@Singleton
class UnkeyedQuota extends ReceiptQuota {

    static final int FEWEST = 100_000;
    /** Of all that there may be: so no more than some hundred are counted for each that is written. */
    private static final int PART_OF_ALL = 100;
    /** Counting takes the longer the more there are, and whoever has none left asks again and again. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    UnkeyedQuota(CurrentAccount account, Config config) {
        super(account, most(config), most(config) / PART_OF_ALL, PAUSE);
    }

    private static int most(Config config) {
        return Math.max(FEWEST, Environment.of(config).get(TaskQuota.MOST));
    }

    @Override
    ReceiptCount count(TaskStatements statements, String owner) {
        return statements.unkeyed(owner, IdempotencyKey.FIRST);
    }

    @Override
    String refusal(int most) {
        return String.format(Locale.ROOT, "Your account has written %,d times within minutes. Send this one later.", most);
    }
}
