package dev.neontasks.account;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

import dev.neontasks.embedded.Pem;

/** Makes keys for tests, and writes them as PEM. */
public final class Keys {

    private Keys() {
    }

    static PrivateKey ec(String curve) {
        return generate("EC", new ECGenParameterSpec(curve));
    }

    static PrivateKey rsa(int bits) {
        return generate("RSA", new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
    }

    static SigningKey signingKey() {
        return SigningKey.parse(ecPem());
    }

    /** A new P-256 private key, as {@code JWT_SIGNING_KEY} wants it. */
    public static String ecPem() {
        return pem(ec("secp256r1"));
    }

    static String pem(PrivateKey key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    static String pem(String label, byte[] content) {
        return Pem.of(label, content);
    }

    static KeyPair rsaPair(int bits) {
        return pair("RSA", new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
    }

    static PrivateKey generate(String algorithm, AlgorithmParameterSpec spec) {
        return pair(algorithm, spec).getPrivate();
    }

    static KeyPair pair(String algorithm, AlgorithmParameterSpec spec) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(spec);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
