package dev.neontasks.account.token;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

import org.jboss.logging.Logger;

/** The signing key of dev mode and tests when none is given. It lives as long as the JVM, so that tokens outlive a reload. */
final class EphemeralSigningKey {

    private static final Logger LOG = Logger.getLogger(EphemeralSigningKey.class);
    private static final String PROPERTY = "neon-tasks.throw-away-signing-key";

    private EphemeralSigningKey() {
    }

    static SigningKey get() {
        // Classes are loaded anew by a reload, system properties are not.
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, generate());
            LOG.info("JWT_SIGNING_KEY is not set: tokens are signed with a key that is thrown away at the end");
        }
        var encoded = Base64.getDecoder().decode(System.getProperty(PROPERTY));
        try {
            return SigningKey.of(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String generate() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return Base64.getEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
