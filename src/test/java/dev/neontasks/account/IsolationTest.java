package dev.neontasks.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import dev.neontasks.Person;

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

    private IsolationMatrix matrix() {
        return new IsolationMatrix(key());
    }

    private SigningKey key() {
        return settings.signingKey().orElseThrow();
    }
}
