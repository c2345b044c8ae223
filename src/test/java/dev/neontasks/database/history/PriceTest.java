package dev.neontasks.database.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;

/** What being awake costs. */
@Tag("parts")
class PriceTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void withoutAPriceThereIsNoCost() {
        assertThat(price(null).of(awake(NOON.minusSeconds(7_200), NOON))).isEmpty();
    }

    @Test
    void todayBeginsAtMidnight() {
        var seen = awake(NOON.minus(Duration.ofHours(14)), NOON.minus(Duration.ofHours(6)));
        assertThat(price("0.5").of(seen).orElseThrow().today()).isEqualByComparingTo("3");
    }

    @Test
    void aMonthIsAsWhatWasSeen() {
        var seen = awake(NOON.minus(Duration.ofHours(4)), NOON.minus(Duration.ofHours(3)));
        assertThat(price("0.16").of(seen).orElseThrow().month().orElseThrow()).isEqualByComparingTo("29.22");
    }

    @Test
    void whatIsSeenInLessThanAnHourTellsNothingOfAMonth() {
        var seen = awake(NOON.minus(Duration.ofMinutes(59)), NOON);
        assertThat(price("1").of(seen).orElseThrow().month()).isEmpty();
        assertThat(price("1").of(seen).orElseThrow().today()).isEqualByComparingTo("0.9833");
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "0.106", "1000", "1000.000000", "0.000001" })
    void isAnAmount(String text) {
        assertThat(price(text).of(awake(NOON, NOON)).orElseThrow().perHour()).isEqualTo(new BigDecimal(text));
    }

    @ParameterizedTest
    @ValueSource(strings = { "free", "-1", "0,1", "1e3", "1000.1", "1001", "0.1234567", ".5", "$0.1" })
    void isNothingElse(String text) {
        assertThatThrownBy(() -> price(text)).isInstanceOf(ConfigurationFault.class)
                .hasMessageContaining("DATABASE_PRICE_PER_HOUR").hasMessageContaining("0.106");
    }

    private static Price price(String text) {
        return new Price(Environment.of(name -> Optional.ofNullable(text)));
    }

    /** At noon, of what was awake, and then asleep. */
    private static History awake(Instant from, Instant to) {
        return new History(from, NOON, List.of(new Stretch(Phase.UP, from, Optional.of(to), Optional.empty()),
                new Stretch(Phase.ASLEEP, to, Optional.empty(), Optional.empty())), List.of(), List.of());
    }
}
