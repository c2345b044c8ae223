package dev.neontasks.traffic;

import java.util.Optional;

import io.quarkus.arc.Arc;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.spi.VertxServiceProvider;

/** Has Vert.x accept connections by way of {@link GuardedTransport}. Public for Quarkus, which makes it at build. */
public final class GuardedTransportProvider implements VertxServiceProvider {

    @Override
    public void init(VertxBuilder builder) {
        if (builder.findTransport() instanceof JDKTransport) {
            builder.findTransport(new GuardedTransport(GuardedTransportProvider::acceptor));
        }
    }

    /** They are beans, and those are there before a port is listened to. */
    private static Optional<ConnectionAcceptor> acceptor(int port) {
        return Optional.ofNullable(Arc.container()).map(container -> new ConnectionAcceptor(
                container.instance(ConnectionLimits.class).get().of(port),
                container.instance(EndOfAccepting.class).get().sockets()));
    }
}
