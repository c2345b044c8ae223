package dev.neontasks.account;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

import dev.neontasks.api.TooManyRequests;
import dev.neontasks.security.SecurityLog;

/** How many mails somebody may ask for. */
@Tag("parts")
class MailLimitTest {

    private static final String ANN = "ann@example.org";

    private final AtomicLong nanos = new AtomicLong();
    private final MailLimits limits = new MailLimits(new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(Map.of("SIGN_IN_LIMIT", "2/1m"), "test", 100)).build(),
            new SecurityLog(new SimpleMeterRegistry()), nanos::get);

    @Test
    void fillNobodysMailboxWhereverTheyAreAskedFor() {
        limits.ask(ANN, "192.0.2.1");
        limits.ask(ANN, "192.0.2.2");
        refused(ANN, "192.0.2.3");
        later(Duration.ofMinutes(2));
        refused(ANN, "192.0.2.3");
        assertThatCode(() -> limits.ask("bob@example.org", "192.0.2.3")).doesNotThrowAnyException();
        later(Duration.ofHours(1));
        assertThatCode(() -> limits.ask(ANN, "192.0.2.3")).doesNotThrowAnyException();
    }

    @Test
    void areNotAskedForByOneForAll() {
        for (var i = 0; i < 12; i++) {
            limits.ask(i + "@example.org", "192.0.2.1");
        }
        refused("next@example.org", "192.0.2.1");
        assertThatCode(() -> limits.ask("next@example.org", "192.0.2.2")).doesNotThrowAnyException();
    }

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void refused(String who, String from) {
        assertThatThrownBy(() -> limits.ask(who, from)).isInstanceOf(TooManyRequests.class);
    }
}
