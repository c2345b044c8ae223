package dev.neontasks.database.history;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;
import dev.neontasks.environment.Syntax;
import dev.neontasks.environment.Variable;

/** What it costs that the database is awake, in whatever currency the price is given. */
@Singleton
public class Price {

    private static final BigDecimal MOST = BigDecimal.valueOf(1_000);
    private static final int DIGITS = 6;
    /** A year has 8,766 hours. */
    private static final BigDecimal HOURS_OF_A_MONTH = BigDecimal.valueOf(730.5);
    /** What is seen in less tells nothing of a month. */
    private static final Duration TELLING = Duration.ofHours(1);
    private static final int COST_DIGITS = 4;

    public static final Variable<Optional<BigDecimal>> PER_HOUR = Variable.optional("DATABASE_PRICE_PER_HOUR",
            new Syntax<>("a number from `0` to `1000`, such as `0.106`", Price::read), "none",
            "what an hour awake costs, in any currency: the status page then tells what being awake has cost today, and would"
                    + " cost in a month");

    /**
     * By what one copy of the service has seen.
     *
     * @param perHour the price itself
     * @param today since midnight, UTC
     * @param month if it goes on as it was seen to; nothing before it was seen for an hour
     */
    public record Cost(BigDecimal perHour, BigDecimal today, Optional<BigDecimal> month) {
    }

    private final Optional<BigDecimal> perHour;

    @Inject
    Price(Config config) {
        this(Environment.of(config));
    }

    Price(Environment environment) {
        this.perHour = environment.get(PER_HOUR);
    }

    /** Nothing without a price. */
    public Optional<Cost> of(History seen) {
        return perHour.map(price -> new Cost(price, today(price, seen), month(price, seen)));
    }

    private static BigDecimal today(BigDecimal price, History seen) {
        var midnight = seen.until().truncatedTo(ChronoUnit.DAYS);
        return rounded(price.multiply(hours(seen.timeSince(midnight, Phase.UP))));
    }

    private static Optional<BigDecimal> month(BigDecimal price, History seen) {
        var all = Duration.between(seen.since(), seen.until());
        return all.compareTo(TELLING) < 0 ? Optional.empty()
                : Optional.of(rounded(price.multiply(HOURS_OF_A_MONTH).multiply(hours(seen.time(Phase.UP)))
                        .divide(hours(all), COST_DIGITS + DIGITS, RoundingMode.HALF_UP)));
    }

    private static BigDecimal hours(Duration time) {
        return BigDecimal.valueOf(time.toMillis()).divide(BigDecimal.valueOf(Duration.ofHours(1).toMillis()),
                COST_DIGITS + DIGITS, RoundingMode.HALF_UP);
    }

    private static BigDecimal rounded(BigDecimal cost) {
        return cost.setScale(COST_DIGITS, RoundingMode.HALF_UP);
    }

    private static BigDecimal read(String name, String text) {
        if (text.matches("\\d{1,4}(\\.\\d{1," + DIGITS + "})?")) {
            var price = new BigDecimal(text);
            if (price.compareTo(MOST) <= 0) {
                return price;
            }
        }
        throw new ConfigurationFault(name, "'" + text + "' is not a number from 0 to 1000, with " + DIGITS
                + " digits behind the point at most; write one like 0.106");
    }
}
