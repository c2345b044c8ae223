package dev.neontasks.account;

import java.util.Set;
import java.util.stream.Collectors;

import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** The cookies of a request, of which a page of a sibling domain can have added some. */
final class Cookies {

    /** Of the service's own, to which alone they are sent. */
    static final String PATH = "/api/auth";

    private Cookies() {
    }

    /** All values under {@code name} that are different. Vert.x' own list of cookies has one of each name. */
    static Set<String> values(HttpServerRequest request, String name) {
        return request.headers().getAll(HttpHeaders.COOKIE).stream()
                .flatMap(header -> ServerCookieDecoder.STRICT.decodeAll(header).stream())
                .filter(cookie -> cookie.name().equals(name)).map(Cookie::value).collect(Collectors.toSet());
    }
}
