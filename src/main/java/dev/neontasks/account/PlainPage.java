package dev.neontasks.account;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

import io.vertx.core.http.HttpServerRequest;

/**
 * A page of ours that came over plain HTTP from another machine, as its browser tells of it: a cookie that is {@code Secure} is
 * one that the browser drops (RFC 6265bis, section 5.7), without a word to anybody. Its own machine a browser trusts.
 */
final class PlainPage {

    private static final Pattern OWN_MACHINE = Pattern.compile("(?:.+\\.)?localhost|127(?:\\.\\d{1,3}){3}|\\[::1]",
            Pattern.CASE_INSENSITIVE);

    private PlainPage() {
    }

    static boolean isAsking(HttpServerRequest request, Optional<String> authority) {
        return origin(request).filter(origin -> "http".equals(origin.getScheme()) && isOwn(origin, authority))
                .filter(origin -> !OWN_MACHINE.matcher(String.valueOf(origin.getHost())).matches()).isPresent();
    }

    /**
     * Whether it is the address that the request goes to, as far as that can be told behind a proxy that speaks TLS. A browser
     * never names the usual port (RFC 6454, section 6.1); a proxy may, in the {@code Host} that it writes.
     */
    static boolean isOwn(URI origin, Optional<String> authority) {
        var named = origin.getAuthority();
        var usual = named + ("https".equals(origin.getScheme()) ? ":443" : ":80");
        return named != null && authority.filter(asked -> asked.equals(named) || asked.equals(usual)).isPresent();
    }

    static Optional<URI> origin(HttpServerRequest request) {
        try {
            return Optional.ofNullable(request.getHeader("Origin")).map(URI::create);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
