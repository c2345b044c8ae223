package dev.neontasks.packaged;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Signing keys made for one test run. */
public final class TestKeys {

    private TestKeys() {
    }

    /** A new P-256 private key, PKCS#8 PEM. */
    public static String ec() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            var key = Base64.getMimeEncoder(64, "\n".getBytes())
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
            return "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
