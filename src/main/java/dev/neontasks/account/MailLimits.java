package dev.neontasks.account;

import static dev.neontasks.security.SecurityEvent.LIMIT_MAIL;

import java.time.Duration;
import java.util.function.LongSupplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import io.quarkus.runtime.Startup;

import dev.neontasks.api.TooManyRequests;
import dev.neontasks.environment.Environment;
import dev.neontasks.environment.Rate;
import dev.neontasks.security.SecurityLog;

/**
 * How many mails there may be: neither a mailbox is to be filled with them, nor the outbox. Counted by each process for itself.
 */
@Singleton
@Startup
class MailLimits {

    private static final Duration HOUR = Duration.ofHours(1);
    /** Of one account, whose address may be somebody else's as long as it is not proved. */
    static final Rate NOTICES = new Rate(10, HOUR);

    private final Limit to;
    private final Limit from;
    private final Limit notices;
    private final SecurityLog log;

    @Inject
    MailLimits(Config config, SecurityLog log) {
        this(config, log, System::nanoTime);
    }

    MailLimits(Config config, SecurityLog log, LongSupplier nanos) {
        var signIns = Environment.of(config).get(Limits.SIGN_INS);
        this.to = new Limit(new Rate(signIns.count(), longer(signIns.period(), HOUR)), nanos);
        this.from = new Limit(Limits.times(Limits.ADDRESS_FACTOR, signIns), nanos);
        this.notices = new Limit(NOTICES, nanos);
        this.log = log;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /**
     * A mail to {@code who}, whether or not there is such an account, that somebody asks for. Throws {@link TooManyRequests}.
     */
    void ask(String who, String address) {
        Runnable tell = () -> log.tell(LIMIT_MAIL, address);
        Limits.take(from, address, tell);
        Limits.take(to, Limits.account(who), tell);
    }

    /** Word to the owner of {@code account}, which nobody asks for. Throws {@link TooManyRequests}. */
    void notice(String account) {
        notices.take(account);
    }
}
