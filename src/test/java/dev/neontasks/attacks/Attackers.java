package dev.neontasks.attacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;

/**
 * Carries an {@link Attack} out, from one address and in one thread: the machine is shared with those who suffer, and they are
 * to suffer from what is asked alone. A connection that has ended is followed by another as soon as the pace allows.
 */
final class Attackers implements AutoCloseable {

    /** Nobody else's, as an attacker's is. */
    static final String ADDRESS = "127.0.0.66";

    private static final Duration TICK = Duration.ofMillis(10);

    private final Attack attack;
    private final InetSocketAddress victim;
    private final Tally tally = new Tally();
    private final Queue<Integer> free;
    private final List<Visit> visits = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "attackers");
    private volatile boolean over;

    Attackers(int port, Attack attack) {
        this.attack = attack;
        this.victim = new InetSocketAddress("127.0.0.1", port);
        this.free = new ArrayDeque<>(IntStream.range(0, attack.connections()).boxed().toList());
        thread.setDaemon(true);
        thread.start();
    }

    Tally tally() {
        return tally;
    }

    private void run() {
        var interval = Duration.ofSeconds(1).toNanos() / attack.perSecond();
        var next = System.nanoTime();
        var looked = next;
        try (var selector = Selector.open()) {
            while (!over) {
                var now = System.nanoTime();
                // What could not be begun in time is made up for within a tick or not at all.
                for (next = Math.max(next, now - TICK.toNanos()); next <= now && !free.isEmpty(); next += interval) {
                    begin(free.remove(), selector);
                }
                selector.select(key -> ((Visit) key.attachment()).advance(), TICK.toMillis());
                if (now - looked >= TICK.toNanos()) {
                    // A thousand visits are not looked through for each answer to one of them.
                    looked = now;
                    visits.forEach(visit -> visit.tick(now));
                    visits.stream().filter(Visit::isOver).map(visit -> visit.connection).forEach(free::add);
                    visits.removeIf(Visit::isOver);
                }
            }
            visits.forEach(Visit::leave);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin(int connection, Selector selector) {
        var turn = attack.turns().next(connection, tally.begun());
        visits.add(new Visit(connection, turn, new InetSocketAddress(ADDRESS, 0), victim, selector, tally));
        tally.began();
    }

    /** Returns when all of them have left. */
    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
