package dev.neontasks.account.token;

import java.time.Clock;
import java.time.Duration;

import jakarta.inject.Singleton;

import io.smallrye.jwt.build.Jwt;

/** Signs access tokens (RFC 7519), which say who somebody is and nothing about them. */
@Singleton
public class AccessTokens {

    public static final Duration LIFETIME = Duration.ofMinutes(15);

    private final TokenSettings settings;
    private final Clock clock;

    AccessTokens(TokenSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    public String issue(String accountId) {
        var now = clock.instant();
        var key = settings.signingKey().orElseThrow();
        return Jwt.subject(accountId).issuer(settings.issuer()).audience(settings.audience())
                .issuedAt(now).expiresAt(now.plus(LIFETIME))
                .jws().algorithm(key.verificationKey().algorithm()).keyId(key.verificationKey().id()).sign(key.privateKey());
    }
}
