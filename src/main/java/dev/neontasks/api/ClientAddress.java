package dev.neontasks.api;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;

/** Where a request comes from: its peer or, when that is a proxy of TRUSTED_PROXIES, whom the proxy saw. */
@Singleton
public class ClientAddress {

    private final Proxies proxies;
    private final CurrentVertxRequest request;

    ClientAddress(Proxies proxies, CurrentVertxRequest request) {
        this.proxies = proxies;
        this.request = request;
    }

    /** The address; of IPv6 the first 64 bits, as all others are one subscriber's to choose. */
    public String current() {
        return proxies.client(request.getCurrent().request()).map(ClientAddress::subscriber).orElse("unknown");
    }

    private static String subscriber(InetAddress address) {
        if (address instanceof Inet6Address) {
            var groups = ByteBuffer.wrap(address.getAddress()).asCharBuffer();
            return "%x:%x:%x:%x::/64".formatted((int) groups.get(), (int) groups.get(), (int) groups.get(), (int) groups.get());
        }
        return address.getHostAddress();
    }
}
