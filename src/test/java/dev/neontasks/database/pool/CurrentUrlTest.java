package dev.neontasks.database.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.neontasks.LogLines;
import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.url.Endpoint;
import dev.neontasks.environment.Environment;

class CurrentUrlTest {

    private static final String NAMELESS = "postgresql://u:p@one.example:6432/d";

    private final LogLines log = new LogLines("dev.neontasks.database");
    private final AtomicInteger told = new AtomicInteger();

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void isAPoolersFromWhenOneWasFound() {
        var url = current(NAMELESS, Map.of());
        assertThat(url.pool().way()).isEmpty();
        url.found(url.pool(), Endpoint.POOLED);
        url.found(url.pool(), Endpoint.POOLED);
        assertThat(url.pool().way()).contains(Endpoint.POOLED);
        assertThat(url.pool().driverProperties()).containsEntry("prepareThreshold", "0");
        assertThat(url.migration()).isEqualTo(url.pool());
        assertThat(told).hasValue(1);
        assertThat(log.with("leads to a pooler")).singleElement().asString().startsWith("DATABASE_URL leads to a pooler,")
                .doesNotContain("example", "u:p");
    }

    @Test
    void isTheServersOnceThatWasFound() {
        var url = current(NAMELESS, Map.of());
        url.found(url.pool(), Endpoint.DIRECT);
        assertThat(url.pool().way()).contains(Endpoint.DIRECT);
        assertThat(told).hasValue(0);
        assertThat(log.with("leads to")).isEmpty();
    }

    @Test
    void saysWhichOfTheTwoItIs() {
        var url = current(NAMELESS, Map.of("DATABASE_URL_UNPOOLED", "postgresql://u:p@two.example/d"));
        url.found(url.migration(), Endpoint.POOLED);
        assertThat(url.pool().way()).isEmpty();
        assertThat(url.migration().way()).contains(Endpoint.POOLED);
        assertThat(log.with("DATABASE_URL_UNPOOLED leads to a pooler,")).hasSize(1);
    }

    @Test
    void knowsItOfANewPasswordAndNotOfANewAddress() {
        var url = current(NAMELESS, Map.of());
        url.found(url.pool(), Endpoint.POOLED);
        assertThat(url.moveTo(settings(NAMELESS, Map.of()))).isFalse();
        assertThat(url.moveTo(settings(NAMELESS.replace("u:p", "u:new"), Map.of()))).isTrue();
        assertThat(url.pool().way()).contains(Endpoint.POOLED);
        assertThat(url.moveTo(settings(NAMELESS.replace("6432", "5432"), Map.of()))).isTrue();
        assertThat(url.pool().way()).isEmpty();
    }

    private CurrentUrl current(String text, Map<String, String> more) {
        var url = new CurrentUrl(settings(text, more));
        url.tell(told::incrementAndGet);
        return url;
    }

    private static DatabaseSettings settings(String url, Map<String, String> more) {
        var variables = new HashMap<>(more);
        variables.put("DATABASE_URL", url);
        return DatabaseSettings.of(Environment.of(name -> Optional.ofNullable(variables.get(name))));
    }
}
