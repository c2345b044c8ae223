package dev.neontasks.simulator;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.Optional;

/** What is wrong at the moment. */
final class Faults {

    /** The way a statement is lost, once one comes along that holds {@code sql}. */
    record Reset(Loss loss, String sql) {
    }

    final Gate connections = new Gate();
    final Gate statements = new Gate();
    /** For statements whose client is gone, and for the end of connections that nobody has heard of. */
    final Gate late = new Gate();

    private volatile Duration latency = Duration.ZERO;
    private volatile ServerTls tls = ServerTls.VALID;
    private volatile Optional<String> answer = Optional.empty();
    private Optional<Reset> reset = Optional.empty();

    void latency(Duration roundTrip) {
        latency = roundTrip;
    }

    long oneWayNanos() {
        return latency.toNanos() / 2;
    }

    /** Takes as long as a question and its answer: this is the latency itself, and no wait for anything. */
    void roundTrip() throws InterruptedException {
        NANOSECONDS.sleep(latency.toNanos());
    }

    void tls(ServerTls presented) {
        tls = presented;
    }

    ServerTls tls() {
        return tls;
    }

    void answer(String text) {
        answer = Optional.of(text);
    }

    Optional<String> answer() {
        return answer;
    }

    synchronized void resetNext(Loss loss, String sql) {
        reset = Optional.of(new Reset(loss, sql));
        if (loss == Loss.LATE || loss == Loss.UNHEARD) {
            late.shut();
        }
    }

    /** How this very statement is to be lost, and no later one. */
    synchronized Optional<Loss> lossOf(String sql) {
        var hit = reset.filter(wanted -> sql.toLowerCase().contains(wanted.sql().toLowerCase())).map(Reset::loss);
        hit.ifPresent(loss -> reset = Optional.empty());
        return hit;
    }

    /** All is well again, but for the latency, and for what is late. */
    synchronized void recover() {
        tls = ServerTls.VALID;
        answer = Optional.empty();
        reset = Optional.empty();
        connections.open();
        statements.open();
    }
}
