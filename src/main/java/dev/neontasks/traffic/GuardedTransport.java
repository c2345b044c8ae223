package dev.neontasks.traffic;

import java.util.Optional;
import java.util.function.IntFunction;

import io.netty.bootstrap.ServerBootstrap;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;

/**
 * The JDK's sockets, but each that is accepted is known to {@link Connections} before its first byte is read: Vert.x and
 * Quarkus tell of a connection only once it has sent something. One that begins with TLS cannot be looked into, and is left to
 * Quarkus' own idle time-out; TLS ends at a proxy.
 */
final class GuardedTransport extends JDKTransport {

    private final IntFunction<Optional<ConnectionAcceptor>> acceptors;

    /** @param acceptors for a port; none for one that is somebody else's */
    GuardedTransport(IntFunction<Optional<ConnectionAcceptor>> acceptors) {
        this.acceptors = acceptors;
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        if (!options.isSsl()) {
            acceptors.apply(options.getPort()).ifPresent(bootstrap::handler);
        }
    }
}
