package dev.neontasks.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.NewCookie;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;

import dev.neontasks.api.CrossOrigins;
import dev.neontasks.api.Proxies;
import dev.neontasks.api.PublicPath;

/**
 * How a refresh token travels: in a cookie that no script sees, that no page of another site can make a browser send, and that
 * a page without TLS cannot set ({@code __Secure-}, RFC 6265bis section 4.1.3). A page of a sibling domain still can; so a
 * browser that sends two tokens has none, as which of them is its own cannot be told. In dev mode a {@link PlainPage} gets one
 * that its browser keeps, under the other name; elsewhere it is told that it will not.
 */
@Singleton
class RefreshCookie {

    static final String NAME = "__Secure-refresh_token";
    /** Read where there is none of the present name, and then replaced by it. */
    static final String OLD_NAME = "refresh_token";
    private static final Set<String> OURS = Set.of("same-origin", "none");

    private static final String DROPPED = "a browser keeps no session for a page that came over plain HTTP";

    private final CurrentVertxRequest current;
    private final CrossOrigins others;
    private final Proxies proxies;
    private final boolean dev;

    @Inject
    RefreshCookie(CurrentVertxRequest current, CrossOrigins others, Proxies proxies) {
        this(current, others, proxies, LaunchMode.current() == LaunchMode.DEVELOPMENT);
    }

    RefreshCookie(CurrentVertxRequest current, CrossOrigins others, Proxies proxies, boolean dev) {
        this.current = current;
        this.others = others;
        this.proxies = proxies;
        this.dev = dev;
    }

    /** The token of the request. A cookie that comes along with the request of a foreign page is none. */
    Optional<RefreshToken> token() {
        var request = current.getCurrent().request();
        if (isFromForeignPage(request)) {
            return Optional.empty();
        }
        var tokens = Cookies.values(request, Cookies.values(request, NAME).isEmpty() ? OLD_NAME : NAME).stream().flatMap(
                value -> RefreshToken.parse(value).stream()).toList();
        return tokens.size() == 1 ? Optional.of(tokens.get(0)) : Optional.empty();
    }

    /**
     * The same for whoever wants to go on. Throws {@link Unauthenticated} where there is none because its browser keeps none.
     */
    Optional<RefreshToken> tokenToGoOnWith() {
        var token = token();
        if (token.isEmpty() && isDropped()) {
            throw new Unauthenticated("Sign in again: " + DROPPED + ". Open it over HTTPS.");
        }
        return token;
    }

    /** What stands beside a cookie that will be dropped, as RFC 7234, section 5.5, writes a warning. */
    Optional<String> warning() {
        return isDropped() ? Optional.of("299 neon-tasks \"" + DROPPED + "; open it over HTTPS\"") : Optional.empty();
    }

    private boolean isDropped() {
        return !dev && isPlain();
    }

    private boolean isPlain() {
        var request = current.getCurrent().request();
        return PlainPage.isAsking(request, proxies.authority(request));
    }

    /** What a browser is to keep; and to forget, if it has one of the old name. */
    NewCookie[] of(RefreshToken token, Instant now, Instant expiresAt) {
        var seconds = (int) Duration.between(now, expiresAt).toSeconds();
        return dev && isPlain() ? new NewCookie[] { plain(token.text(), seconds) }
                : withOldCleared(cookie(NAME, token.text(), seconds));
    }

    /** What takes the cookie away; nothing for a foreign page, which is not to sign anybody out. */
    NewCookie[] cleared() {
        if (isFromForeignPage(current.getCurrent().request())) {
            return new NewCookie[0];
        }
        return dev && isPlain() ? new NewCookie[] { plain("", 0) } : withOldCleared(cookie(NAME, "", 0));
    }

    private NewCookie[] withOldCleared(NewCookie cookie) {
        return Cookies.values(current.getCurrent().request(), OLD_NAME).isEmpty() ? new NewCookie[] { cookie }
                : new NewCookie[] { cookie, cookie(OLD_NAME, "", 0) };
    }

    private NewCookie cookie(String name, String value, int maxAge) {
        return new NewCookie.Builder(name).value(value).path(path()).maxAge(maxAge).httpOnly(true).secure(true)
                .sameSite(NewCookie.SameSite.STRICT).build();
    }

    private NewCookie plain(String value, int maxAge) {
        return new NewCookie.Builder(OLD_NAME).value(value).path(path()).maxAge(maxAge).httpOnly(true)
                .sameSite(NewCookie.SameSite.STRICT).build();
    }

    private String path() {
        return PublicPath.of(current.getCurrent()) + Cookies.PATH;
    }

    /** By what browsers say and pages cannot change: Fetch Metadata, or Origin where a browser does not know that yet. */
    private boolean isFromForeignPage(HttpServerRequest request) {
        var origin = request.getHeader("Origin");
        if (origin != null && others.contains(origin)) {
            return false;
        }
        var site = request.getHeader("Sec-Fetch-Site");
        return site != null ? !OURS.contains(site)
                : origin != null && PlainPage.origin(request).filter(page -> PlainPage.isOwn(page, proxies.authority(request)))
                        .isEmpty();
    }
}
