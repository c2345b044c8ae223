package dev.neontasks.account;

import java.time.Clock;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;

import dev.neontasks.api.TooManyRequests;
import dev.neontasks.environment.Environment;
import dev.neontasks.environment.Form;
import dev.neontasks.environment.Rate;
import dev.neontasks.environment.Variable;

/**
 * How often somebody may try: failed sign-ins of one account and from one address, sign-ups from one address. Counted by each
 * process for itself.
 */
@Singleton
@Startup
class Limits {

    private static final Variable<Rate> SIGN_INS = Variable.of("SIGN_IN_LIMIT", Form.rate(), "10/1m",
            "failed sign-ins per account, and six times that per address; beyond: 429");
    private static final Variable<Rate> SIGN_UPS = Variable.of("SIGN_UP_LIMIT", Form.rate(), "30/1h",
            "sign-ups per address; beyond: 429");
    private static final int ADDRESS_FACTOR = 6;
    private static final int LONGEST_EMAIL = 254;

    private final Limit accounts;
    private final Limit addresses;
    private final Limit signUps;

    Limits(Config config, Clock clock) {
        var environment = Environment.of(config);
        var signIns = environment.get(SIGN_INS);
        this.accounts = new Limit(signIns, clock);
        this.addresses = new Limit(new Rate(signIns.count() * ADDRESS_FACTOR, signIns.period()), clock);
        this.signUps = new Limit(environment.get(SIGN_UPS), clock);
    }

    /** Throws {@link TooManyRequests}. */
    void signUp(String from) {
        signUps.take(from);
    }

    /**
     * Counts an attempt when it ends as {@link Unauthenticated}. It counts before that is known, so that many
     * at once are no way around the limit. Throws {@link TooManyRequests}.
     *
     * @param who the account's e-mail address, whether or not there is such an account
     */
    <T> Uni<T> signIn(String who, String from, Uni<T> attempt) {
        // No account has a longer one.
        var account = who.length() > LONGEST_EMAIL ? "" : who;
        accounts.take(account);
        try {
            addresses.take(from);
        } catch (TooManyRequests e) {
            accounts.giveBack(account);
            throw e;
        }
        return attempt.onItemOrFailure().invoke((proven, failure) -> {
            if (!(failure instanceof Unauthenticated)) {
                accounts.giveBack(account);
                addresses.giveBack(from);
            }
        });
    }
}
