package dev.neontasks.account;

import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

import dev.neontasks.environment.ConfigurationFault;

/** Reads JWT_SIGNING_KEY as people really write it: on several lines, on one, with {@code \n} for line ends, in quotes. */
final class PrivateKeyPem {

    private static final String LABEL = "PRIVATE KEY";
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final Pattern ANY_LABEL = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----");

    private PrivateKeyPem() {
    }

    /** An {@link ECPrivateKey} or {@link RSAPrivateCrtKey}. */
    static PrivateKey parse(String text) {
        var pem = text.replace("\\r", "").replace("\\n", "\n").replaceAll("^[\"'\\s]+|[\"'\\s]+$", "");
        var block = BLOCK.matcher(pem);
        if (!block.matches() || !block.group(1).equals(LABEL)) {
            throw fault(mistake(pem));
        }
        return decode(block.group(2).replaceAll("\\s", ""));
    }

    /** Says what is wrong and what would be right, and nothing of what the variable holds. */
    static ConfigurationFault fault(String fault) {
        return new ConfigurationFault("JWT_SIGNING_KEY",
                fault + "; it takes a private key, EC P-256 or RSA of 2048 bits or more,"
                        + " as unencrypted PKCS#8 PEM: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256");
    }

    private static String mistake(String pem) {
        var labels = ANY_LABEL.matcher(pem).results().map(label -> label.group(1)).toList();
        if (labels.contains("EC PRIVATE KEY") || labels.contains("RSA PRIVATE KEY")) {
            return "is in an older form than PKCS#8, which openssl pkcs8 -topk8 -nocrypt makes of it";
        }
        if (labels.contains("ENCRYPTED PRIVATE KEY")) {
            return "is encrypted with a pass phrase, which openssl pkcs8 -topk8 -nocrypt takes off";
        }
        if (labels.contains("PUBLIC KEY") || labels.contains("RSA PUBLIC KEY")) {
            return "is a public key";
        }
        if (labels.contains("CERTIFICATE")) {
            return "holds a certificate";
        }
        return labels.isEmpty() ? "is not PEM" : "is not one whole PEM block of a private key";
    }

    private static PrivateKey decode(String base64) {
        try {
            var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
            for (var algorithm : List.of("EC", "RSA")) {
                try {
                    var key = KeyFactory.getInstance(algorithm).generatePrivate(spec);
                    if (key instanceof ECPrivateKey || key instanceof RSAPrivateCrtKey) {
                        return key;
                    }
                } catch (InvalidKeySpecException e) {
                    // not of this algorithm: the next one, or the fault below
                }
            }
        } catch (IllegalArgumentException e) {
            throw fault("is damaged: it is not Base64 between its first and last line");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        throw fault("holds neither an EC P-256 nor an RSA private key");
    }
}
