package dev.neontasks.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key of HMAC-SHA-256 (RFC 2104) for one purpose. */
final class HmacKey {

    /** Bytes of a key, and of what it makes. */
    static final int SIZE = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    HmacKey(byte[] bytes) {
        key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** Is derived from the signing key (HKDF, RFC 5869), so that all who sign with the same one agree. */
    static HmacKey derived(PrivateKey signingKey, String purpose) {
        var generator = new HKDFBytesGenerator(new SHA256Digest());
        generator.init(new HKDFParameters(secret(signingKey), null, ("neon-tasks: " + purpose).getBytes(UTF_8)));
        var bytes = new byte[SIZE];
        generator.generateBytes(bytes, 0, SIZE);
        return new HmacKey(bytes);
    }

    static HmacKey random() {
        return new HmacKey(RefreshToken.random());
    }

    byte[] mac(byte[] message) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same for every way in which the key may be written. */
    private static byte[] secret(PrivateKey key) {
        return (key instanceof ECPrivateKey ec ? ec.getS() : ((RSAPrivateKey) key).getPrivateExponent()).toByteArray();
    }
}
