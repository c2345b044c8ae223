package dev.neontasks.account;

import java.time.Instant;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An account as its owner sees it. */
public record User(String id, @Schema(nullable = true) @Nullable String email, boolean emailVerified,
        @Schema(nullable = true) @Nullable String name, Instant createdAt) {

    static User of(Account account) {
        return new User(account.accountId(), account.email(), account.isEmailVerified(), account.name(), account.createdAt());
    }

    /** Somebody whom an outside issuer knows: what it says of them in the token. */
    static User of(Account account, JsonWebToken token) {
        return new User(account.accountId(), claim(token, "email"), isVerified(token), claim(token, "name"),
                account.createdAt());
    }

    User named(@Nullable String other) {
        return new User(id, email, emailVerified, other, createdAt);
    }

    /** Some issuers say it in a string. */
    private static boolean isVerified(JsonWebToken token) {
        return String.valueOf(token.<Object> getClaim("email_verified")).equals("true");
    }

    private static @Nullable String claim(JsonWebToken token, String name) {
        return token.getClaim(name) instanceof String text ? text : null;
    }
}
