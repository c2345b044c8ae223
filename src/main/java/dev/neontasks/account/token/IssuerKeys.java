package dev.neontasks.account.token;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.neontasks.security.SecurityLog;

/**
 * The keys of an outside issuer, as its key set has them. They are asked for when a token names one that is not known and when
 * they are old, once in {@link #INTERVAL} at most; while the issuer does not answer, those it had last are kept.
 */
final class IssuerKeys implements AcceptedKeys {

    static final Duration INTERVAL = Duration.ofSeconds(10);

    /** How long a key that the issuer has taken back may still be accepted, as long as tokens are used at all. */
    static final Duration MAX_AGE = Duration.ofMinutes(10);

    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int OK = 200;
    private static final int MAX_LENGTH = 256 * 1024;
    private static final int MOST_PATIENT = 32;
    /** How long all others wait for its answer. */
    private static final Duration CROWDED = Duration.ofSeconds(1);

    private final HttpRequest request;
    private final HttpClient http;
    private final SecurityLog log;
    private final Clock clock;
    private volatile VerificationKeys known = new VerificationKeys(List.of());
    private volatile Instant fetchedAt = Instant.MIN;
    private volatile boolean failing;
    private volatile List<String> passedOver = List.of();
    private volatile @Nullable InputStream reading;
    /** While the issuer hangs, tokens that name keys nobody has are not to hold all threads for long. */
    private final Semaphore patient = new Semaphore(MOST_PATIENT);
    private Instant askedAt = Instant.MIN;
    private CompletableFuture<?> answer = CompletableFuture.completedFuture(null);

    /**
     * Asks at once, but does not wait. Asks at {@code url} alone: keys come from where an operator says, and from nowhere else.
     */
    IssuerKeys(URI url, HttpClient.Builder http, SecurityLog log, Clock clock) {
        this.request = HttpRequest.newBuilder(url).timeout(TIMEOUT).header("Accept", "application/json").build();
        this.http = http.connectTimeout(TIMEOUT).followRedirects(HttpClient.Redirect.NEVER).build();
        this.log = log;
        this.clock = clock;
        ask();
    }

    @Override
    public VerificationKeys known() {
        if (fetchedAt.isBefore(clock.instant().minus(MAX_AGE))) {
            ask();
        }
        return known;
    }

    @Override
    public boolean areAllKnown() {
        return false;
    }

    @Override
    public List<VerificationKey> find(@Nullable String id) {
        var keys = known().find(id);
        if (!keys.isEmpty()) {
            return keys;
        }
        var isPatient = patient.tryAcquire();
        try {
            var patience = isPatient ? TIMEOUT.multipliedBy(2) : CROWDED;
            ask().copy().completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS).join();
        } finally {
            if (isPatient) {
                patient.release();
            }
        }
        return known.find(id);
    }

    /** The question under way, or a new one when the last is old enough. */
    private synchronized CompletableFuture<?> ask() {
        var now = clock.instant();
        if (answer.isDone() && !askedAt.isAfter(now.minus(INTERVAL))) {
            askedAt = now;
            answer = http.sendAsync(request, BodyHandlers.ofInputStream()).thenAcceptAsync(this::take)
                    .orTimeout(TIMEOUT.toMillis() * 2, TimeUnit.MILLISECONDS).exceptionally(this::keep);
        }
        return answer;
    }

    private void take(HttpResponse<InputStream> response) {
        try (var body = response.body()) {
            reading = body;
            var bytes = body.readNBytes(MAX_LENGTH);
            if (response.statusCode() != OK) {
                throw new NoKeySet("it answered with status " + response.statusCode()
                        + (response.statusCode() / 100 == 3 ? " (redirects are not followed)" : ""));
            } else if (bytes.length == MAX_LENGTH) {
                throw new NoKeySet("its answer is too long");
            }
            var set = JwkSet.parse(new String(bytes, StandardCharsets.UTF_8));
            become(set.keys());
            say(set.passedOver());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        fetchedAt = clock.instant();
        if (failing) {
            failing = false;
            LOG.info("Key set of the issuer fetched again");
        }
    }

    private void become(VerificationKeys fetched) {
        var appeared = fetched.without(known);
        var disappeared = known.without(fetched);
        if (!appeared.isEmpty() || !disappeared.isEmpty()) {
            log.tellKeysChanged(appeared, disappeared);
        }
        known = fetched;
    }

    private @Nullable Void keep(Throwable failure) {
        stopReading();
        if (!failing) {
            failing = true;
            LOG.warnf("Key set of the issuer not fetched, the last one is kept: %s", said(failure));
        }
        return null;
    }

    private static @Nullable String said(Throwable failure) {
        var cause = failure.getCause();
        if (cause != null && (failure instanceof CompletionException || failure instanceof UncheckedIOException)) {
            return said(cause);
        }
        return failure instanceof NoKeySet ? failure.getMessage() : failure.getClass().getSimpleName();
    }

    /** Once, however often it is fetched. */
    private void say(List<String> nowPassedOver) {
        if (!nowPassedOver.equals(passedOver) && !nowPassedOver.isEmpty()) {
            LOG.infof("Key set of the issuer: passed over are %s", String.join("; ", nowPassedOver));
        }
        passedOver = nowPassedOver;
    }

    /** Lets the thread go that waits for the rest of an answer. */
    private void stopReading() {
        try {
            var stalled = reading;
            if (stalled != null) {
                stalled.close();
            }
        } catch (IOException e) {
            // It is not read any more.
        }
    }
}
