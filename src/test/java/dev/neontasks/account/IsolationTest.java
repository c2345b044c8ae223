package dev.neontasks.account;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

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

    private IsolationMatrix matrix() {
        return new IsolationMatrix(settings.signingKey().orElseThrow());
    }
}
