package dev.neontasks.account;

import java.util.Set;
import java.util.stream.Collectors;

import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.ext.RuntimeDelegate;

import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** The cookies of a request, of which a page of a sibling domain can have added some, and those of its answer. */
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

    /** To an answer that a failure makes, whoever words that. */
    static void add(HttpServerResponse answer, NewCookie... cookies) {
        var header = RuntimeDelegate.getInstance().createHeaderDelegate(NewCookie.class);
        for (var cookie : cookies) {
            answer.headers().add(HttpHeaders.SET_COOKIE, header.toString(cookie));
        }
    }
}
