package dev.neontasks.account.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;

import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;
import dev.neontasks.security.SecurityLog;

@Tag("parts")
class SigningKeyTest {

    private static final String EC = Keys.ecPem();

    @ParameterizedTest
    @MethodSource
    void readsWhatPeoplePaste(String pem) {
        assertThat(SigningKey.parse(pem)).hasToString(SigningKey.parse(EC).toString());
    }

    static Stream<String> readsWhatPeoplePaste() {
        return Stream.of(EC, EC.replace("\n", "\r\n"), EC.replace("\n", "\\n"), EC.replace("\n", "\\r\\n"),
                EC.replace("\n", ""),
                EC.replace("\n", " "), "\"" + EC.replace("\n", "\\n") + "\"", "'" + EC.strip() + "'", "\n \n" + EC + "\n\n");
    }

    @Test
    void givesThePublicHalfOfAnEcKey() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        for (var i = 0; i < 20; i++) {
            var pair = generator.generateKeyPair();
            var key = SigningKey.parse(Keys.pem(pair.getPrivate()));
            assertThat(((ECPublicKey) key.verificationKey().publicKey()).getW())
                    .isEqualTo(((ECPublicKey) pair.getPublic()).getW());
        }
    }

    @Test
    void refusesAKeyThatAnybodyCanRead() {
        var pem = Keys.pem(Keys.published().getPrivate());
        assertThatThrownBy(() -> SigningKey.parse(pem)).isInstanceOf(UnusableKey.class).hasMessageContaining("published");
    }

    @Test
    void givesThePublicHalfOfAnRsaKey() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var pair = generator.generateKeyPair();
        var key = SigningKey.parse(Keys.pem(pair.getPrivate())).verificationKey();
        assertThat(((RSAPublicKey) key.publicKey()).getModulus()).isEqualTo(((RSAPublicKey) pair.getPublic()).getModulus());
        assertThat(key.algorithm()).isEqualTo(SignatureAlgorithm.RS256);
    }

    @Test
    void saysNothingSecret() {
        var key = SigningKey.parse(EC);
        assertThat(key).hasToString("ES256 key " + key.verificationKey().id());
        assertThat(key.verificationKey().id()).hasSize(43);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refuses(String fault, String pem) {
        var environment = Environment.of(name -> name.equals("JWT_SIGNING_KEY") ? Optional.of(pem) : Optional.empty());
        assertThatThrownBy(() -> TokenSettings.of(environment, Optional::empty, new SecurityLog(new SimpleMeterRegistry()),
                Clock.systemUTC()))
                .isInstanceOf(ConfigurationFault.class)
                .hasMessageStartingWith("JWT_SIGNING_KEY: ").hasMessageContaining(fault).message()
                .contains("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256").doesNotContain("\n")
                .doesNotContain(pem.substring(pem.length() / 2, pem.length() / 2 + 12));
    }

    static Stream<Arguments> refuses() {
        var bytes = new byte[200];
        var ec = Keys.ec("secp256r1").getEncoded();
        var truncated = Arrays.copyOf(ec, ec.length - 5);
        var rsa = Keys.rsa(2048).getEncoded();
        rsa[rsa.length / 2] ^= 1;
        return Stream.of(Arguments.of("another curve", Keys.pem(Keys.ec("secp384r1"))),
                Arguments.of("1024 bits", Keys.pem(Keys.rsa(1024))),
                Arguments.of("2047 bits", Keys.pem(Keys.rsa(2047))),
                Arguments.of("neither an EC", Keys.pem(Keys.generate("EdDSA", NamedParameterSpec.ED25519))),
                Arguments.of("neither an EC", Keys.pem("PRIVATE KEY", bytes)),
                Arguments.of("neither an EC", Keys.pem("PRIVATE KEY", truncated)),
                Arguments.of("damaged", Keys.pem("PRIVATE KEY", rsa)),
                Arguments.of("damaged", "-----BEGIN PRIVATE KEY-----\nMIGHAgEA=MIGHAgEAMIGHAgEA\n-----END PRIVATE KEY-----"),
                Arguments.of("a public key", Keys.pem("PUBLIC KEY", bytes)),
                Arguments.of("a public key", Keys.pem("RSA PUBLIC KEY", bytes)),
                Arguments.of("a certificate", Keys.pem("CERTIFICATE", bytes)),
                Arguments.of("older form", Keys.pem("EC PRIVATE KEY", bytes)),
                Arguments.of("older form", Keys.pem("EC PARAMETERS", bytes) + Keys.pem("EC PRIVATE KEY", bytes)),
                Arguments.of("older form", Keys.pem("RSA PRIVATE KEY", bytes)),
                Arguments.of("encrypted", Keys.pem("ENCRYPTED PRIVATE KEY", bytes)),
                Arguments.of("not one whole PEM block", EC.substring(0, EC.length() / 2)),
                Arguments.of("more than one private key", EC + EC),
                Arguments.of("a certificate", EC + Keys.pem("CERTIFICATE", bytes)),
                Arguments.of("not PEM", EC.substring(28, 120)),
                Arguments.of("not PEM", "correct horse battery staple"));
    }
}
