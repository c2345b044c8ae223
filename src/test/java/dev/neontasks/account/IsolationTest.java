package dev.neontasks.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.sql.SQLException;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import dev.neontasks.Person;
import dev.neontasks.TestDatabase;
import dev.neontasks.account.token.ForgedTokens;
import dev.neontasks.account.token.SigningKey;
import dev.neontasks.account.token.TokenSettings;

@QuarkusTest
class IsolationTest {

    @Inject
    TokenSettings settings;

    @Test
    void knowsEveryOperation() {
        assertThat(matrix().forgotten()).isEmpty();
    }

    @Test
    void nobodyGetsWhatIsNotTheirs() {
        var matrix = matrix();
        var leaks = matrix.leaks(IsolationMatrix.Identity.values());
        System.out.println("Isolation: " + matrix.counts());
        assertThat(leaks).isEmpty();
    }

    /** The forged tokens have one fault each: without it they are as good as any. */
    @Test
    void aTokenMadeLikeTheForgedOnesIsGoodWithoutTheirFault() {
        var ann = Person.signedUp();
        AccountCalls.me(new ForgedTokens(key(), ann.id()).faultless()).statusCode(200).body("id", is(ann.id()));
    }

    /** Left of a time when the service trusted one; nobody is ever given such a token here. */
    @Test
    void anAccountOfAnOutsideIssuerIsNobodysWhoSignsInHere() throws SQLException {
        var id = UUID.randomUUID().toString();
        try (var superuser = TestDatabase.running().superuser("neondb"); var insert = superuser.createStatement()) {
            insert.execute("insert into accounts (id, created_at) values ('" + id + "', now())");
        }
        var token = new ForgedTokens(key(), id).faultless();
        AccountCalls.me(token).statusCode(401).body("detail", is("This account is not one of the token's issuer."));
        AccountCalls.delete(token, AccountCalls.body("password", AccountCalls.PASSWORD)).statusCode(401);
    }

    private IsolationMatrix matrix() {
        return new IsolationMatrix(key());
    }

    private SigningKey key() {
        return settings.signingKey().orElseThrow();
    }
}
