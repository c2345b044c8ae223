package dev.neontasks.account.token;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.jwt.build.Jwt;

/** Signs access tokens (RFC 7519), which say who somebody is, in which session, and nothing about them. */
@Singleton
public class AccessTokens {

    public static final Duration LIFETIME = Duration.ofMinutes(15);
    /** The claim that names the session, as OpenID Connect has it. */
    public static final String SESSION = "sid";

    private final TokenSettings settings;
    private final Clock clock;

    AccessTokens(TokenSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    public String issue(String accountId, UUID session) {
        var now = clock.instant();
        var key = settings.signingKey().orElseThrow();
        return Jwt.subject(accountId).issuer(settings.issuer()).audience(settings.audience())
                .claim(SESSION, session.toString()).issuedAt(now).expiresAt(now.plus(LIFETIME))
                .jws().algorithm(key.verificationKey().algorithm()).keyId(key.verificationKey().id()).sign(key.privateKey());
    }
}
