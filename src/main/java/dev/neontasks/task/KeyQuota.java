package dev.neontasks.task;

import java.time.Duration;
import java.util.Locale;

import jakarta.inject.Singleton;

import dev.neontasks.account.CurrentAccount;

/** How many writes with a key an account may make in 24 hours, for each is remembered for so long. */
@Singleton
class KeyQuota extends ReceiptQuota {

    static final int MOST = 10_000;

    KeyQuota(CurrentAccount account) {
        super(account, MOST, 0, Duration.ofSeconds(1));
    }

    @Override
    ReceiptCount count(TaskStatements statements, String owner) {
        return statements.keyed(owner, IdempotencyKey.FIRST);
    }

    @Override
    String refusal(int most) {
        return String.format(Locale.ROOT,
                "Your account has sent %,d writes with an Idempotency-Key within 24 hours. Send this one without, or later.",
                most);
    }
}
