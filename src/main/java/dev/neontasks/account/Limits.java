package dev.neontasks.account;

import static dev.neontasks.security.SecurityEvent.*;

import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;

import dev.neontasks.api.TooManyRequests;
import dev.neontasks.environment.Environment;
import dev.neontasks.environment.Rate;
import dev.neontasks.environment.Syntax;
import dev.neontasks.environment.Variable;
import dev.neontasks.security.SecurityLog;

/**
 * How often somebody may try: failed sign-ins of one account, of one browser that knows it and from one address, wrong
 * passwords and changes of an account's owner, sign-ups from one address, refresh tokens that continue nothing. Counted by each
 * process
 * for itself.
 */
@Singleton
@Startup
class Limits {

    static final Variable<Rate> SIGN_INS = Variable.of("SIGN_IN_LIMIT", Syntax.rate(), "10/1m",
            "failed sign-ins per account, apart for each browser that has signed in to it before; three times that for all such "
                    + "browsers of an account, six times that per address, and as many refreshes of sessions that do not exist; "
                    + "as many mails to an address, but for an hour at least; beyond: 429");
    private static final Variable<Rate> SIGN_UPS = Variable.of("SIGN_UP_LIMIT", Syntax.rate(), "30/1h",
            "sign-ups per address; beyond: 429");
    /** Each leaves a receipt for a quarter of an hour, and costs nobody a proof. */
    private static final Rate CHANGES = new Rate(60, Duration.ofMinutes(1));
    static final int ADDRESS_FACTOR = 6;
    /**
     * So that neither cookies that somebody keeps from many sign-ins are as many counts to guess with, nor one account's
     * sign-ins
     * of which none fails take up all hashing. Whoever has copies of two cookies does not keep the owner out with them.
     */
    private static final int DEVICES_FACTOR = 3;

    private final Limit accounts;
    private final Limit devices;
    private final Limit devicesOfAccount;
    private final Limit holders;
    private final Limit addresses;
    private final Limit signUps;
    private final Limit refreshes;
    private final Limit links;
    private final Limit changes;
    private final SecurityLog log;

    @Inject
    Limits(Config config, SecurityLog log) {
        this(config, log, System::nanoTime);
    }

    Limits(Config config, SecurityLog log, LongSupplier nanos) {
        var environment = Environment.of(config);
        var signIns = environment.get(SIGN_INS);
        this.accounts = new Limit(signIns, nanos);
        this.devices = new Limit(signIns, nanos);
        this.devicesOfAccount = new Limit(times(DEVICES_FACTOR, signIns), nanos);
        this.holders = new Limit(signIns, nanos);
        var ofAddress = times(ADDRESS_FACTOR, signIns);
        this.addresses = new Limit(ofAddress, nanos);
        // Apart from those, so that neither keeps from the other.
        this.refreshes = new Limit(ofAddress, nanos);
        this.links = new Limit(ofAddress, nanos);
        this.changes = new Limit(CHANGES, nanos);
        this.signUps = new Limit(environment.get(SIGN_UPS), nanos);
        this.log = log;
    }

    static Rate times(int factor, Rate rate) {
        return new Rate(rate.count() * factor, rate.period());
    }

    /** Throws {@link TooManyRequests}. */
    void signUp(String from) {
        take(signUps, from, () -> log.tell(LIMIT_SIGN_UP, from));
    }

    /** As {@link #signIn}, of the tokens of one session or from one address. Throws {@link TooManyRequests}. */
    <T> Uni<T> refresh(String who, Uni<T> attempt) {
        refreshes.take(who);
        return givingBack(refreshes, who, attempt, Unauthenticated.class);
    }

    /**
     * Counts an attempt when it ends as {@link Unauthenticated}. It counts before that is known, so that many
     * at once are no way around the limit. Throws {@link TooManyRequests}.
     *
     * @param who the account's e-mail address, whether or not there is such an account
     */
    <T> Uni<T> signIn(String who, String from, Uni<T> attempt) {
        return count(accounts, account(who), () -> log.tell(LIMIT_ACCOUNT, from), () -> ofAddress(from, attempt));
    }

    /**
     * The same in a browser that has signed in to this account before: it counts for itself and the other such browsers, and
     * not for the address, which strangers may share. An attempt that ends as {@link ForeignDevice} counts for itself alone.
     */
    <T> Uni<T> signIn(String who, UUID device, String from, Uni<T> attempt) {
        Runnable tell = () -> log.tell(LIMIT_DEVICE, from);
        return count(devices, device.toString(), tell,
                () -> count(devicesOfAccount, account(who), tell, () -> hashing(from, attempt)), ForeignDevice.class);
    }

    /** No account has a longer one. */
    static String account(String who) {
        return EmailAddress.isTooLong(who) ? "" : who;
    }

    /** The same for somebody with a token of the account, which strangers who try its password do not have. */
    <T> Uni<T> deletion(String account, String from, Uni<T> attempt) {
        return count(holders, account, () -> log.tell(LIMIT_DELETION, from, account), () -> ofAddress(from, attempt));
    }

    /** As {@link #deletion}, and counted with that: it is the same password. */
    <T> Uni<T> passwordChange(String account, String from, Uni<T> attempt) {
        return count(holders, account, () -> log.tell(LIMIT_PASSWORD_CHANGE, from, account), () -> ofAddress(from, attempt));
    }

    /** Of what an account's owner changes without the password. Throws {@link TooManyRequests}. */
    void change(String account) {
        changes.take(account);
    }

    /** As {@link #passwordChange}. */
    <T> Uni<T> emailChange(String account, String from, Uni<T> attempt) {
        return count(holders, account, () -> log.tell(LIMIT_EMAIL_CHANGE, from, account), () -> ofAddress(from, attempt));
    }

    /** As {@link #signIn}, of links that are good for nothing, from one address. Throws {@link TooManyRequests}. */
    <T> Uni<T> link(String from, Uni<T> attempt) {
        return count(links, from, () -> log.tell(LIMIT_LINK, from), () -> attempt);
    }

    /** Tells of hashing that fails because too many wait for it. */
    <T> Uni<T> hashing(String from, Uni<T> hashing) {
        return hashing.onFailure(TooManyRequests.class).invoke(() -> log.tell(LIMIT_HASHING, from));
    }

    private <T> Uni<T> ofAddress(String from, Uni<T> attempt) {
        return count(addresses, from, () -> log.tell(LIMIT_ADDRESS, from), () -> hashing(from, attempt));
    }

    private static <T> Uni<T> count(Limit limit, String who, Runnable tell, Supplier<Uni<T>> attempt) {
        return count(limit, who, tell, attempt, Unauthenticated.class);
    }

    /** @param attempt may throw {@link TooManyRequests}, for another limit */
    private static <T> Uni<T> count(Limit limit, String who, Runnable tell, Supplier<Uni<T>> attempt,
            Class<? extends Exception> counts) {
        take(limit, who, tell);
        try {
            return givingBack(limit, who, attempt.get(), counts);
        } catch (TooManyRequests e) {
            limit.giveBack(who);
            throw e;
        }
    }

    /** When it fails in another way than with {@link Unauthenticated} and {@code counts}. */
    private static <T> Uni<T> givingBack(Limit limit, String who, Uni<T> attempt, Class<? extends Exception> counts) {
        return attempt.onItemOrFailure().invoke((proven, failure) -> {
            if (!(failure instanceof Unauthenticated) && !counts.isInstance(failure)) {
                limit.giveBack(who);
            }
        });
    }

    static void take(Limit limit, String who, Runnable tell) {
        try {
            limit.take(who);
        } catch (TooManyRequests e) {
            tell.run();
            throw e;
        }
    }
}
