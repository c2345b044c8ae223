package dev.neontasks.api;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;

import dev.neontasks.environment.AddressRange;
import dev.neontasks.environment.Environment;
import dev.neontasks.environment.Syntax;
import dev.neontasks.environment.Variable;

/**
 * Where a request comes from: its peer or, when that is a proxy of TRUSTED_PROXIES, whom the proxy saw. What stands in
 * {@code X-Forwarded-For} before the first address that no trusted proxy wrote is the client's own invention. In place of
 * Quarkus' own support for proxies, which believes the client about that, and never answers when it wrote {@code ,} there.
 */
@Singleton
public class ClientAddress {

    private static final Variable<List<AddressRange>> TRUSTED_PROXIES = Variable.of("TRUSTED_PROXIES",
            Syntax.list(Syntax.range()), "", "whose `X-Forwarded-*` headers are believed");
    private static final Pattern PORT = Pattern.compile("(?<=^[\\d.]{7,15}|\\]):\\d{1,5}$");

    private final List<AddressRange> proxies;
    private final CurrentVertxRequest request;

    ClientAddress(Config config, CurrentVertxRequest request) {
        this.proxies = Environment.of(config).get(TRUSTED_PROXIES);
        this.request = request;
    }

    /** The address; of IPv6 the first 64 bits, as all others are one subscriber's to choose. */
    public String current() {
        var client = of(request.getCurrent().request());
        return client.map(ClientAddress::subscriber).orElse("unknown");
    }

    /** Whether it came over TLS, be it to a proxy of TRUSTED_PROXIES. */
    boolean isEncrypted(HttpServerRequest request) {
        return request.isSSL()
                || peer(request).filter(this::isProxy).isPresent() && "https".equals(request.getHeader("X-Forwarded-Proto"));
    }

    private static Optional<InetAddress> peer(HttpServerRequest request) {
        return Optional.ofNullable(request.connection().remoteAddress().hostAddress()).flatMap(AddressRange::address);
    }

    private Optional<InetAddress> of(HttpServerRequest request) {
        var client = peer(request);
        var seen = String.join(",", request.headers().getAll("X-Forwarded-For")).split(",");
        for (var i = seen.length - 1; i >= 0 && client.filter(this::isProxy).isPresent(); i--) {
            var next = AddressRange.address(PORT.matcher(seen[i].strip()).replaceFirst(""));
            if (next.isEmpty()) {
                break;
            }
            client = next;
        }
        return client;
    }

    private boolean isProxy(InetAddress address) {
        return proxies.stream().anyMatch(range -> range.contains(address));
    }

    private static String subscriber(InetAddress address) {
        if (address instanceof Inet6Address) {
            var groups = ByteBuffer.wrap(address.getAddress()).asCharBuffer();
            return "%x:%x:%x:%x::/64".formatted((int) groups.get(), (int) groups.get(), (int) groups.get(), (int) groups.get());
        }
        return address.getHostAddress();
    }
}
