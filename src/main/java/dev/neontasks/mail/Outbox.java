package dev.neontasks.mail;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

import dev.neontasks.api.TooManyRequests;

/**
 * Where mails wait until the server has taken them: in memory, no more than {@value #MOST}, {@value #AT_ONCE} on their way at
 * once, each tried a few times within minutes. Nobody who posts one waits for any of it. A process that ends loses them: who
 * has not got a mail asks again.
 */
@Singleton
@Startup
public class Outbox {

    static final int MOST = 100;
    private static final int AT_ONCE = 4;
    /** Between attempts. All of it is over well before a link is too old. */
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2));
    private static final Duration UNTIL_SOME_ARE_SENT = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(Outbox.class);

    /** A mail, and how often it was tried. */
    private record Waiting(Mail mail, int tried) {
    }

    private final Optional<Carrier> carrier;
    private final List<Duration> pauses;
    private final MailMeter meter;
    private final Vertx vertx;
    /** Of its own, and of no request's: what follows is touched there alone. */
    private final Context context;
    private final Queue<Waiting> ready = new ArrayDeque<>();
    private int onTheWay;
    /** All of them, those included that wait for their next attempt. */
    private final AtomicInteger held = new AtomicInteger();

    @Inject
    Outbox(Optional<MailSettings> settings, Vertx vertx, MeterRegistry registry) {
        this(settings.map(known -> new Carrier(known, vertx, Carrier.PATIENCE)), PAUSES, vertx, registry);
    }

    Outbox(Optional<Carrier> carrier, List<Duration> pauses, Vertx vertx, MeterRegistry registry) {
        this.carrier = carrier;
        this.pauses = pauses;
        this.meter = new MailMeter(registry);
        this.vertx = vertx;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        Gauge.builder("neon_tasks.mails.waiting", held, AtomicInteger::get).description("Mails that wait to be taken")
                .register(registry);
    }

    /** Whether mails are sent at all. */
    public boolean isOpen() {
        return carrier.isPresent();
    }

    /** Throws {@link TooManyRequests} when as many wait as may. To be asked before it is known whether there will be a mail. */
    public void requireRoom() {
        if (held.get() >= MOST) {
            meter.turnedAway();
            throw new TooManyRequests(UNTIL_SOME_ARE_SENT, "Too many mails are waiting to be sent. Ask again in a minute.");
        }
    }

    /** Does so soon. It is gone when there is no room any more. */
    public void post(Mail mail) {
        if (held.incrementAndGet() > MOST) {
            held.decrementAndGet();
            meter.turnedAway();
            LOG.warn("Mail not sent: too many are waiting");
            return;
        }
        context.runOnContext(run -> add(new Waiting(mail, 0)));
    }

    private void add(Waiting mail) {
        ready.add(mail);
        carryNext();
    }

    private void carryNext() {
        while (onTheWay < AT_ONCE && !ready.isEmpty()) {
            var next = ready.remove();
            onTheWay++;
            carrier.orElseThrow().carry(next.mail()).onComplete(taken -> context.runOnContext(run -> {
                onTheWay--;
                if (taken.succeeded()) {
                    held.decrementAndGet();
                    meter.sent();
                } else {
                    failed(next, MailFailure.of(taken.cause()));
                }
                carryNext();
            }));
        }
    }

    private void failed(Waiting mail, MailFailure failure) {
        if (failure.isFinal() || mail.tried() >= pauses.size()) {
            held.decrementAndGet();
            meter.failed(failure);
            LOG.warnf("Mail not sent, attempts: %d: %s", mail.tried() + 1, failure.text());
        } else {
            var again = new Waiting(mail.mail(), mail.tried() + 1);
            vertx.setTimer(pauses.get(mail.tried()).toMillis(), timer -> context.runOnContext(run -> add(again)));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (held.get() > 0) {
            LOG.warnf("Mails not sent, for this process ends: %d", held.get());
        }
    }
}
