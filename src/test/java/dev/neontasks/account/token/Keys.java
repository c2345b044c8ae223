package dev.neontasks.account.token;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;

import org.jose4j.keys.EllipticCurves;

import dev.neontasks.embedded.Pem;

/** Makes keys for tests, and writes them as PEM. */
public final class Keys {

    private Keys() {
    }

    public static PrivateKey ec(String curve) {
        return generate("EC", new ECGenParameterSpec(curve));
    }

    public static PrivateKey rsa(int bits) {
        return generate("RSA", new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
    }

    static SigningKey signingKey() {
        return SigningKey.parse(ecPem());
    }

    /** A new P-256 private key, as {@code JWT_SIGNING_KEY} wants it. */
    public static String ecPem() {
        return pem(ec("secp256r1"));
    }

    public static String pem(PrivateKey key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    static String pem(String label, byte[] content) {
        return Pem.of(label, content);
    }

    /** The example of RFC 7515, appendix A.3.1: anybody can sign with it. */
    static KeyPair published() {
        var d = new BigInteger(1, Base64.getUrlDecoder().decode("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"));
        var x = new BigInteger(1, Base64.getUrlDecoder().decode("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"));
        var y = new BigInteger(1, Base64.getUrlDecoder().decode("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"));
        try {
            var factory = KeyFactory.getInstance("EC");
            return new KeyPair(factory.generatePublic(new ECPublicKeySpec(new ECPoint(x, y), EllipticCurves.P256)),
                    factory.generatePrivate(new ECPrivateKeySpec(d, EllipticCurves.P256)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
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
