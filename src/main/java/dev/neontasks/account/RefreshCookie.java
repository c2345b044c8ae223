package dev.neontasks.account;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.NewCookie;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;

import dev.neontasks.api.CrossOrigins;

/** How a refresh token travels: in a cookie that no script sees and that no page of another site can make a browser send. */
@Singleton
class RefreshCookie {

    static final String NAME = "refresh_token";
    private static final String PATH = "/api/auth";
    private static final Set<String> OURS = Set.of("same-origin", "none");

    private final CurrentVertxRequest current;
    private final CrossOrigins others;

    RefreshCookie(CurrentVertxRequest current, CrossOrigins others) {
        this.current = current;
        this.others = others;
    }

    /** The token of the request. A cookie that comes along with the request of a foreign page is none. */
    Optional<RefreshToken> token() {
        var request = current.getCurrent().request();
        return isFromForeignPage(request) ? Optional.empty()
                : Optional.ofNullable(request.getCookie(NAME)).flatMap(cookie -> RefreshToken.parse(cookie.getValue()));
    }

    static NewCookie of(RefreshToken token, Instant now, Instant expiresAt) {
        return cookie(token.text(), (int) Duration.between(now, expiresAt).toSeconds());
    }

    /** What takes the cookie away; nothing for a foreign page, which is not to sign anybody out. */
    NewCookie[] cleared() {
        return isFromForeignPage(current.getCurrent().request()) ? new NewCookie[0] : new NewCookie[] { cookie("", 0) };
    }

    private static NewCookie cookie(String value, int maxAge) {
        return new NewCookie.Builder(NAME).value(value).path(PATH).maxAge(maxAge).httpOnly(true).secure(true)
                .sameSite(NewCookie.SameSite.STRICT).build();
    }

    /** By what browsers say and pages cannot change: Fetch Metadata, or Origin where a browser does not know that yet. */
    private boolean isFromForeignPage(HttpServerRequest request) {
        var origin = request.getHeader("Origin");
        if (origin != null && others.contains(origin)) {
            return false;
        }
        var site = request.getHeader("Sec-Fetch-Site");
        return site != null ? !OURS.contains(site) : origin != null && !isOwn(origin, request);
    }

    private static boolean isOwn(String origin, HttpServerRequest request) {
        try {
            return request.authority() != null && request.authority().toString().equals(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
