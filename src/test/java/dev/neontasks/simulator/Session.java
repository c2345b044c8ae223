package dev.neontasks.simulator;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** One client and its session on the server, message by message, from the start-up message to the end of either. */
final class Session {

    private final Socket wire;
    private final Socket client;
    private final Socket server;
    private final Door door;
    private final Proxy proxy;
    private final Faults faults;
    private final Tally tally;
    private final Line toClient;
    private final Line toServer;
    private final Statements statements = new Statements();
    private final ByteArrayOutputStream burst = new ByteArrayOutputStream();
    /** How often the server is still to say that it is ready. */
    private final AtomicInteger awaited = new AtomicInteger();

    private volatile Optional<byte[]> cancelKey = Optional.empty();
    private volatile boolean loggedIn;
    private volatile boolean running;
    private volatile boolean inTransaction;
    private volatile boolean withholding;
    private volatile boolean isUnheard;
    private volatile boolean isOnItsWay;
    private volatile boolean isLate;
    /** Of what was late. */
    private final CountDownLatch done = new CountDownLatch(1);

    /** Between {@code client}, which is TLS over {@code wire}, and {@code server}. */
    Session(Socket wire, Socket client, Socket server, Door door, Proxy proxy) {
        this.wire = wire;
        this.client = client;
        this.server = server;
        this.door = door;
        this.proxy = proxy;
        faults = proxy.faults();
        tally = proxy.tally();
        toClient = new Line(faults::oneWayNanos);
        toServer = new Line(faults::oneWayNanos);
    }

    /** Returns when the client is gone. */
    void run(StartUp startUp) throws IOException, InterruptedException {
        Background.run("to server", () -> toServer.deliverTo(server.getOutputStream()));
        Background.run("to client", () -> toClient.deliverTo(client.getOutputStream()));
        Background.run("from server", this::relayAnswers);
        tally.bytesIn.add(startUp.bytes().length);
        toServer.send(startUp.passedOn().bytes());
        try {
            var in = new DataInputStream(client.getInputStream());
            for (var next = Message.read(in); next.isPresent(); next = Message.read(in)) {
                tally.bytesIn.add(next.get().bytes().length);
                ask(next.get());
                if (in.available() == 0) {
                    passOn();
                }
            }
        } finally {
            toServer.end();
        }
    }

    /** Whether the server is at work for it, or kept waiting in a transaction. */
    boolean isBusy() {
        return running || inTransaction;
    }

    /** Whether its client is gone, and the statement not yet done that is late. */
    boolean isOnItsWay() {
        return isOnItsWay;
    }

    /** As the end of the compute looks from here: PostgreSQL says goodbye, PgBouncer is just gone. */
    void suspend() {
        if (door == Door.DIRECT) {
            sayGoodbye();
        }
        end();
    }

    void kill() {
        sayGoodbye();
        end();
    }

    private void ask(Message message) throws IOException, InterruptedException {
        if (loggedIn) {
            faults.statements.pass();
            if (message.endsInReady()) {
                awaited.incrementAndGet();
            }
            var sql = statements.runBy(message);
            if (sql.isPresent()) {
                tally.statements.increment();
                proxy.compute().active();
                running = true;
                var loss = faults.lossOf(sql.get());
                if (loss.filter(Loss.BEFORE_SERVER::equals).isPresent()) {
                    reset();
                    return;
                }
                if (loss.filter(Loss.LATE::equals).isPresent()) {
                    arriveLate(message);
                    return;
                }
                isUnheard |= loss.filter(Loss.UNHEARD::equals).isPresent();
                withholding |= loss.isPresent();
            }
        }
        burst.writeBytes(message.bytes());
    }

    /** What the client sent at once goes on at once, so that no answer comes in between and looks like one to wait for. */
    private void passOn() {
        if (burst.size() > 0) {
            toServer.send(burst.toByteArray());
            burst.reset();
        }
    }

    private void relayAnswers() throws IOException, InterruptedException {
        try {
            var in = new DataInputStream(server.getInputStream());
            for (var next = Message.read(in); next.isPresent(); next = Message.read(in)) {
                var message = next.get().withoutChannelBinding();
                note(message);
                if (withholding && message.type() == Message.READY) {
                    if (isUnheard) {
                        faults.late.pass();
                    }
                    reset();
                } else if (!withholding) {
                    tally.bytesOut.add(message.bytes().length);
                    toClient.send(message.bytes());
                }
            }
        } finally {
            toClient.end();
            done.countDown();
        }
    }

    private void note(Message message) throws InterruptedException {
        if (loggedIn) {
            faults.statements.pass();
        }
        if (message.type() == Message.BACKEND_KEY) {
            var key = new byte[message.body().remaining()];
            message.body().get(key);
            cancelKey = Optional.of(key);
        } else if (message.type() == Message.READY) {
            running = false;
            if (isLate) {
                done.countDown();
            }
            inTransaction = message.body().get() != 'I';
            if (loggedIn) {
                if (awaited.decrementAndGet() == 0) {
                    tally.roundTrips.increment();
                }
            } else {
                loggedIn = true;
                tally.logins.increment();
                proxy.compute().active();
            }
        }
    }

    private void sayGoodbye() {
        toClient.send(Message.error("FATAL", "57P01", "terminating connection due to administrator command").bytes());
    }

    /** Leaves nothing running on the server, which alone would go on with a statement whose client is gone. */
    private void end() {
        toClient.end();
        try (server) {
            if (running && cancelKey.isPresent()) {
                proxy.backend().cancel(StartUp.of(StartUp.CANCEL, cancelKey.get()).bytes());
            }
        } catch (IOException e) {
            // The server is gone already.
        }
    }

    /** Keeps the server's end, which knows nothing of the client's, until the statement is done. */
    private void arriveLate(Message message) throws IOException, InterruptedException {
        isOnItsWay = true;
        try (wire) {
            wire.setSoLinger(true, 0);
        }
        faults.late.pass();
        burst.writeBytes(message.bytes());
        if (!message.endsInReady()) {
            burst.writeBytes(Message.SYNC.bytes());
        }
        isLate = true;
        passOn();
        done.await();
    }

    private void reset() throws IOException {
        try (server; wire) {
            wire.setSoLinger(true, 0);
        }
    }
}
