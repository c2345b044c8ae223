package dev.neontasks.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Principal;

import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;

import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.mutiny.Uni;

@QuarkusTest
@ActivateRequestContext
class CurrentAccountTest {

    @Inject
    CurrentAccount current;
    @Inject
    CurrentIdentityAssociation association;

    @Test
    void isTheSubjectOfTheToken() {
        var claims = new JwtClaims();
        claims.setSubject("somebody");
        association.setIdentity(identity(new DefaultJWTCallerPrincipal("token", "JWT", claims)));
        assertThat(current.id()).isEqualTo("somebody");
    }

    @Test
    void isNobodyWithoutToken() {
        association.setIdentity(QuarkusSecurityIdentity.builder().setAnonymous(true).build());
        assertThatThrownBy(current::id).isInstanceOf(Unauthenticated.class);
    }

    @Test
    void isNobodyWithABadToken() {
        association.setIdentity(Uni.createFrom().failure(new AuthenticationFailedException()));
        assertThatThrownBy(current::id).isInstanceOf(Unauthenticated.class);
    }

    private static SecurityIdentity identity(Principal principal) {
        return QuarkusSecurityIdentity.builder().setPrincipal(principal).build();
    }
}
