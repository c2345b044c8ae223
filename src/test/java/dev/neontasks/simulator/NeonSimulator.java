package dev.neontasks.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.neontasks.embedded.EmbeddedDatabase;

/**
 * A proxy in front of a real PostgreSQL that behaves as Neon's does, sleeping compute included, and breaks what it is told
 * to break. It sees the plain protocol, since TLS with the client ends here, with a certificate of its own authority.
 */
public final class NeonSimulator implements AutoCloseable {

    /** Leads to the direct way in; needs {@link #hostsFile}. */
    public static final String DIRECT_HOST = "ep-test-123456.localhost";
    /** Leads to the pooled way in; needs {@link #hostsFile}. */
    public static final String POOLED_HOST = "ep-test-123456-pooler.localhost";

    private static final long POLL_MILLIS = 10;

    private final TargetUrl target;
    private final Path folder;
    private final Tally tally = new Tally();
    private final Faults faults = new Faults();
    private final Compute compute = new Compute(tally);
    private final Proxy proxy;
    private final Listener direct;
    private final Listener pooled;
    private final ScheduledExecutorService monitor = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "simulator monitor");
        thread.setDaemon(true);
        return thread;
    });

    private NeonSimulator(TargetUrl target, int port) {
        this.target = target;
        var certificates = new Certificates();
        folder = write(certificates);
        var tls = new TlsEnd(certificates, "localhost", DIRECT_HOST, POOLED_HOST);
        proxy = new Proxy(target.backend(), tls, compute, faults, tally);
        direct = new Listener(port, client -> proxy.take(client, Door.DIRECT));
        pooled = new Listener(port == 0 ? 0 : port + 1, client -> proxy.take(client, Door.POOLED));
        monitor.scheduleAtFixedRate(this::monitor, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** On free ports. */
    public static NeonSimulator before(EmbeddedDatabase database) {
        return before(database.url(), 0);
    }

    /** On {@code port}, and for the pooled way in on the one after it; in front of the server of {@code databaseUrl}. */
    public static NeonSimulator before(String databaseUrl, int port) {
        return new NeonSimulator(TargetUrl.parse(databaseUrl), port);
    }

    /** What {@code DATABASE_URL} is to be for the direct way in. */
    public String url() {
        return target.through("localhost", direct.port(), caCertificate());
    }

    /** The same for the pooled way in, which is another port; the host does not look pooled to the client. */
    public String pooledUrl() {
        return target.through("localhost", pooled.port(), caCertificate());
    }

    /** As Neon has it: one port, and the host name of the TLS handshake decides. Takes one of the two hosts here. */
    public String url(String host) {
        return target.through(host, direct.port(), caCertificate());
    }

    /** The way of {@code databaseUrl}, another database or role of the same server, through here. */
    public String through(String databaseUrl) {
        return TargetUrl.parse(databaseUrl).through("localhost", direct.port(), caCertificate());
    }

    public Path caCertificate() {
        return folder.resolve("ca.crt");
    }

    /** Resolves the two hosts for a JVM started with {@code -Djdk.net.hosts.file}, which then knows only these names. */
    public Path hostsFile() {
        return folder.resolve("hosts");
    }

    public Counts counts() {
        return tally.counts();
    }

    /** Sessions there are now. */
    public int sessions() {
        return proxy.sessions().size();
    }

    /** Statements there are that are {@link Loss#LATE}: on their way, or not yet done. */
    public long late() {
        return proxy.sessions().stream().filter(Session::isOnItsWay).count();
    }

    /** From now on every question takes {@code roundTrip} more until it is answered, those of connecting included. */
    public NeonSimulator latency(Duration roundTrip) {
        faults.latency(roundTrip);
        return this;
    }

    /** How long the compute takes to wake; at first no time. */
    public NeonSimulator wakeAfter(Duration time) {
        compute.wakeAfter(time);
        return this;
    }

    /** Sleeps by itself once there was no new session, no statement and no open transaction for {@code idle}. */
    public NeonSimulator autoSuspend(Duration idle) {
        compute.suspendAfter(idle);
        return this;
    }

    /** The compute suspends: direct sessions end with 57P01, pooled ones barely, and the next start-up message wakes it. */
    public void sleep() {
        compute.sleep();
        proxy.sessions().forEach(Session::suspend);
    }

    /** Wakes the compute at once. */
    public void wake() {
        compute.wake();
    }

    public boolean isAsleep() {
        return compute.isAsleep();
    }

    /** Ends all sessions with 57P01; the compute stays awake. */
    public void killAll() {
        proxy.sessions().forEach(Session::kill);
    }

    /** Nobody listens; sessions stay. */
    public void refuse() {
        direct.close();
        pooled.close();
    }

    /** Nobody listens, and what was connected or about to be is cut off without a word, as when a host goes down. */
    public void vanish() {
        refuse();
        cut();
    }

    /** Nothing is answered any more: neither to new connections nor to statements, which do not reach the server. */
    public void hang() {
        hangConnections();
        hangStatements();
    }

    /** New connections are taken and nothing is answered to them. */
    public void hangConnections() {
        faults.connections.shut();
    }

    /** What hangs already goes on hanging; what comes from now on is answered. */
    public void hangOnlyPresentConnections() {
        faults.connections.shutBehind();
    }

    /** Sessions stand still in both directions: a statement does not reach the server, an answer not the client. */
    public void hangStatements() {
        faults.statements.shut();
    }

    /** Resets (RST) the connection of whoever next runs a statement. */
    public void resetNextStatement(Loss loss) {
        faults.resetNext(loss, "");
    }

    /** The same for the next statement that holds {@code sql}, in any case of letters: {@code commit}, say. */
    public void resetNextStatement(Loss loss, String sql) {
        faults.resetNext(loss, sql);
    }

    /** What is {@link Loss#LATE} reaches the server now, and what is {@link Loss#UNHEARD} is reset. */
    public void deliver() {
        faults.late.open();
    }

    /** Logins are answered with an error instead of the compute. */
    public void answer(ProxyError error) {
        faults.answer(error.text());
    }

    /** The same with a text of one's own. */
    public void answer(String text) {
        faults.answer(text);
    }

    /** What new connections meet for TLS. */
    public void tls(ServerTls presented) {
        faults.tls(presented);
    }

    /** Ends every fault; what hung goes on. Latency, sleep and its times stay, and what is late stays so. */
    public void recover() {
        direct.open();
        pooled.open();
        faults.recover();
    }

    @Override
    public void close() {
        monitor.shutdownNow();
        refuse();
        killAll();
        cut();
        try {
            // Only now, so that nothing of what hung or waited still reaches the server.
            faults.recover();
            deliver();
            compute.wake();
            Files.deleteIfExists(caCertificate());
            Files.deleteIfExists(hostsFile());
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void monitor() {
        if (proxy.sessions().stream().anyMatch(Session::isBusy)) {
            compute.active();
        }
        if (compute.isDueToSleep()) {
            sleep();
        }
    }

    private static Path write(Certificates certificates) {
        try {
            var folder = Files.createTempDirectory("neon-simulator-");
            Files.writeString(folder.resolve("ca.crt"), certificates.authorityPem());
            Files.writeString(folder.resolve("hosts"),
                    "127.0.0.1 localhost " + DIRECT_HOST + " " + POOLED_HOST + "\n");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void cut() {
        try {
            for (Socket socket : proxy.sockets()) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
