package dev.neontasks.security;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.MDC;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Logger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/**
 * Tells each event in one line of the log {@value #NAME}, and counts it. A line names the account, the address and the
 * request, as words of the message and as fields; never an e-mail address, a name, a password, a token or a cookie. Of each
 * kind the first {@value #BURST} of a {@link #PERIOD} are told, and at its end how many more there were: a flood of one kind
 * fills no disk and hides no other kind.
 */
@Singleton
public class SecurityLog {

    static final String NAME = "dev.neontasks.security";
    static final int BURST = 20;
    static final Duration PERIOD = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(NAME);
    private static final String REQUEST_ID = "requestId";
    private static final int MOST_KEYS = 8;

    private final Map<SecurityEvent, Counter> counters = new EnumMap<>(SecurityEvent.class);
    private final Map<SecurityEvent, AtomicInteger> ofThisPeriod = new EnumMap<>(SecurityEvent.class);

    public SecurityLog(MeterRegistry registry) {
        for (var event : SecurityEvent.values()) {
            counters.put(event, Counter.builder("neon_tasks.security.events").tag("kind", event.kind())
                    .description("What the log " + NAME + " tells of").register(registry));
            ofThisPeriod.put(event, new AtomicInteger());
        }
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        vertx.setPeriodic(PERIOD.toMillis(), timer -> endPeriod());
    }

    void stop(@Observes ShutdownEvent event) {
        endPeriod();
    }

    /** One of an account that is not known, as there may be none. */
    public void tell(SecurityEvent event, String address) {
        tell(event, Map.of("address", address));
    }

    public void tell(SecurityEvent event, String address, String account) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("account", account);
        facts.put("address", address);
        tell(event, facts);
    }

    /** Keys by their ids. One that is in both has become another one under the same id. */
    public void tellKeysChanged(Collection<String> appeared, Collection<String> disappeared) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("appeared", words(appeared));
        facts.put("disappeared", words(disappeared));
        write(SecurityEvent.KEYS_CHANGED, facts);
    }

    private void tell(SecurityEvent event, Map<String, String> facts) {
        var plain = new LinkedHashMap<String, String>();
        facts.forEach((name, value) -> plain.put(name, Plain.of(value)));
        write(event, plain);
    }

    private void write(SecurityEvent event, Map<String, String> facts) {
        counters.get(event).increment();
        if (ofThisPeriod.get(event).incrementAndGet() > BURST) {
            return;
        }
        var fields = new LinkedHashMap<String, String>();
        fields.put("kind", event.kind());
        fields.putAll(facts);
        var words = new LinkedHashMap<>(fields);
        Optional.ofNullable(MDC.get(REQUEST_ID)).ifPresent(id -> words.put("request", id.toString()));
        log(event, event.text(), fields, words);
    }

    /** Sums up what was not told. */
    void endPeriod() {
        ofThisPeriod.forEach((event, count) -> {
            var more = count.getAndSet(0) - BURST;
            if (more > 0) {
                var fields = Map.of("kind", event.kind());
                log(event, event.text() + ": " + more + " more, not told one by one", fields, fields);
            }
        });
    }

    /** Fields of this line alone: what is put into MDC by a thread that is of no request, as that of a timer, is lost. */
    private static void log(SecurityEvent event, String text, Map<String, String> fields, Map<String, String> words) {
        var line = new ExtLogRecord(event.level(), text + "; " + words.entrySet().stream()
                .map(word -> word.getKey() + "=" + word.getValue()).collect(Collectors.joining(" ")), FormatStyle.NO_FORMAT,
                SecurityLog.class.getName());
        fields.forEach(line::putMdc);
        LOG.log(line);
    }

    /** Some of them: how long a key set is, and the ids in it, is its issuer's to choose. */
    private static String words(Collection<String> ids) {
        var some = ids.stream().sorted().limit(MOST_KEYS).map(Plain::of).collect(Collectors.joining(","));
        return ids.isEmpty() ? "none" : ids.size() > MOST_KEYS ? some + ",and-" + (ids.size() - MOST_KEYS) + "-more" : some;
    }
}
