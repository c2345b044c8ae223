package dev.neontasks.api;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import io.vertx.core.http.HttpServerRequest;

import dev.neontasks.environment.AddressRange;
import dev.neontasks.environment.BasePath;
import dev.neontasks.environment.Environment;
import dev.neontasks.environment.Syntax;
import dev.neontasks.environment.Variable;

/**
 * What the proxies of TRUSTED_PROXIES say of a request; what anybody else says is not read. What stands in a header before the
 * first address that no trusted proxy has is the client's own invention. In place of Quarkus' own support for proxies, which
 * believes the client about that, and never answers when it wrote {@code ,} there.
 */
@Singleton
public class Proxies {

    private static final Variable<List<AddressRange>> TRUSTED_PROXIES = Variable.of("TRUSTED_PROXIES",
            Syntax.list(Syntax.range()), "",
            "proxies whose `X-Forwarded-*` headers or, without these, `Forwarded` are believed");
    private static final Pattern PORT = Pattern.compile("(?<=^[\\d.]{7,15}|\\]):\\d{1,5}$");
    private static final Pattern HOST = Pattern.compile("(?:[A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(?::\\d{1,5})?");

    /** But the usual ones, which a proxy behind another says of itself, whatever was asked for. */
    private static final Pattern TELLING_PORT = Pattern.compile("(?!0|80$|443$)\\d{1,5}");

    /** Of a request: its client's address, and which scheme, host and port it asked the outermost trusted proxy for. */
    private record Asked(Optional<InetAddress> client, Optional<String> scheme, Optional<String> host, Optional<String> port) {

        /** The same by the word of its client, a proxy, which was asked by {@code next}. */
        Asked through(Hop hop, Optional<InetAddress> next) {
            return new Asked(next.or(() -> client), hop.scheme().or(() -> scheme), hop.host().or(() -> host),
                    hop.host().isPresent() ? hop.port() : hop.port().or(() -> port));
        }
    }

    private final List<AddressRange> trusted;

    Proxies(Config config) {
        trusted = Environment.of(config).get(TRUSTED_PROXIES);
    }

    /** Whether nobody's word is taken. */
    boolean areNone() {
        return trusted.isEmpty();
    }

    /** Where it comes from, as far as that is known. */
    Optional<InetAddress> client(HttpServerRequest request) {
        return asked(request).client();
    }

    /** Whether it came over TLS, to this service or to a proxy. */
    boolean isEncrypted(HttpServerRequest request) {
        return request.isSSL() || !areNone() && asked(request).scheme().filter("https"::equalsIgnoreCase).isPresent();
    }

    /** The host, and the port where one was named, that its client asked for. */
    public Optional<String> authority(HttpServerRequest request) {
        var asked = asked(request);
        return asked.host().filter(host -> HOST.matcher(host).matches())
                .or(() -> Optional.ofNullable(request.authority()).map(Object::toString))
                .map(host -> withPort(host, asked.port()));
    }

    private static String withPort(String host, Optional<String> port) {
        var hasOne = host.lastIndexOf(':') > host.lastIndexOf(']');
        return hasOne ? host
                : port.filter(text -> TELLING_PORT.matcher(text).matches()).map(text -> host + ":" + text).orElse(host);
    }

    /** What proxies have taken off its path, the outermost first. */
    BasePath prefix(HttpServerRequest request) {
        var prefix = BasePath.ROOT;
        var written = request.headers().getAll("X-Forwarded-Prefix");
        if (written.isEmpty() || !isProxy(peer(request))) {
            return prefix;
        }
        for (var part : String.join(",", written).split(",")) {
            var next = BasePath.parse(part.strip());
            if (next.isEmpty() || prefix.path().length() + next.get().path().length() > BasePath.MAX_LENGTH) {
                return BasePath.ROOT;
            }
            prefix = next.get().under(prefix);
        }
        return prefix;
    }

    private Asked asked(HttpServerRequest request) {
        var asked = new Asked(peer(request), Optional.empty(), Optional.empty(), Optional.empty());
        if (!isProxy(asked.client())) {
            return asked;
        }
        for (var hop : Hop.of(request.headers())) {
            var next = AddressRange.address(PORT.matcher(hop.client()).replaceFirst(""));
            asked = asked.through(hop, next);
            if (!isProxy(next)) {
                return asked;
            }
        }
        return asked;
    }

    private boolean isProxy(Optional<InetAddress> address) {
        return address.isPresent() && trusted.stream().anyMatch(range -> range.contains(address.get()));
    }

    private static Optional<InetAddress> peer(HttpServerRequest request) {
        return Optional.ofNullable(request.connection().remoteAddress().hostAddress()).flatMap(AddressRange::address);
    }
}
