package dev.neontasks.account;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.NewCookie;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;

import dev.neontasks.account.token.TokenSettings;
import dev.neontasks.api.PublicPath;
import dev.neontasks.security.SecurityEvent;
import dev.neontasks.security.SecurityLog;

/**
 * By which a browser is known to have signed in to an account before, so that strangers' wrong passwords do not keep its
 * owner out (OWASP, "device cookies"). It is worth a count of failed sign-ins of its own, and nothing else. Before the
 * database is asked it goes by the e-mail address, which is all that is known of an account by then, and after that by its id.
 */
@Singleton
class DeviceCookie {

    static final String NAME = "__Secure-device";
    static final Duration LIFETIME = Duration.ofDays(180);

    private final CurrentVertxRequest current;
    private final Optional<DeviceTokens> tokens;
    private final SecurityLog log;
    private final Clock clock;

    DeviceCookie(CurrentVertxRequest current, TokenSettings settings, SecurityLog log, Clock clock) {
        this.current = current;
        this.tokens = settings.signingKey().map(key -> new DeviceTokens(key.privateKey()));
        this.log = log;
        this.clock = clock;
    }

    /**
     * The device that the request comes from, when it has signed in to an account of {@code email} before: one cookie that
     * says so is enough, whatever a page of a sibling domain has put beside it.
     */
    Optional<Device> device(String email, String address) {
        var values = Cookies.values(current.getCurrent().request(), NAME);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        var tokens = tokens();
        var shown = values.stream().flatMap(value -> tokens.read(value).stream()).toList();
        if (shown.size() < values.size()) {
            log.tell(SecurityEvent.DEVICE_COOKIE_REFUSED, address);
        }
        return shown.stream().filter(token -> tokens.vouches(token, email, clock.instant()))
                .findFirst().map(token -> new Device(token.id(), account -> tokens.isOf(token, account)));
    }

    /** A new one: were it the old one once more, whoever has a copy of that would go on sharing its count. */
    NewCookie of(String email, String account) {
        return new NewCookie.Builder(NAME).value(tokens().issue(email, account, clock.instant().plus(LIFETIME)))
                .path(PublicPath.of(current.getCurrent()) + Cookies.PATH)
                .maxAge((int) LIFETIME.toSeconds()).httpOnly(true).secure(true).sameSite(NewCookie.SameSite.STRICT).build();
    }

    /** There are some where there are own accounts, and nobody signs in elsewhere. */
    private DeviceTokens tokens() {
        return tokens.orElseThrow();
    }
}
