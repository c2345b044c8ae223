package dev.neontasks.account.token;

import java.security.Key;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads keys as people really write them: on several lines, on one, with {@code \n} for line ends, in quotes, behind the
 * attributes that {@code openssl pkcs12} writes or a name and a colon (RFC 7468, section 5.2). Throws {@link UnusableKey}.
 */
final class KeyPem {

    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final Pattern ANY_LABEL = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----");

    private KeyPem() {
    }

    /** The one private key: an {@link ECPrivateKey} or {@link RSAPrivateCrtKey}. */
    static PrivateKey privateKey(String text) {
        var pem = plain(text);
        var blocks = BLOCK.matcher(pem).results().toList();
        if (blocks.size() != 1 || !blocks.get(0).group(1).equals(PRIVATE) || !isWhole(pem)) {
            throw new UnusableKey(mistake(pem));
        }
        return (PrivateKey) decode(PRIVATE, blocks.get(0).group(2));
    }

    /** One key after the other, public ones and private ones, the latter by their public half. */
    static List<VerificationKey> verificationKeys(String text) {
        var pem = plain(text);
        if (!isWhole(pem)) {
            throw new UnusableKey("is not made of whole PEM blocks");
        }
        return BLOCK.matcher(pem).results().map(block -> switch (block.group(1)) {
            case PRIVATE -> SigningKey.of((PrivateKey) decode(PRIVATE, block.group(2))).verificationKey();
            case PUBLIC -> VerificationKey.of((PublicKey) decode(PUBLIC, block.group(2)));
            default -> throw new UnusableKey(mistake(block.group()));
        }).distinct().toList();
    }

    /** Without what nobody sees, and with line ends for what stands for one, however often it was escaped. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cf}", "").replaceAll("\\p{Zs}", " ").replaceAll("\\\\+[rn]", "\n")
                .replaceAll("\\\\+(?=\\s)", "").strip();
    }

    /** Whether all of it is whole blocks, each with a word before it at most, and none cut off. */
    private static boolean isWhole(String pem) {
        var between = BLOCK.split(pem, -1);
        var after = between[between.length - 1];
        return between.length > 1 && Arrays.stream(between).noneMatch(text -> text.contains("-----"))
                && after.chars().noneMatch(Character::isLetterOrDigit);
    }

    private static String mistake(String pem) {
        var labels = ANY_LABEL.matcher(pem).results().map(label -> label.group(1)).toList();
        if (labels.contains("EC PRIVATE KEY") || labels.contains("RSA PRIVATE KEY")) {
            return "is in an older form than PKCS#8, which openssl pkcs8 -topk8 -nocrypt makes of it";
        }
        if (labels.contains("ENCRYPTED PRIVATE KEY")) {
            return "is encrypted with a pass phrase, which openssl pkcs8 -topk8 -nocrypt takes off";
        }
        if (labels.contains("OPENSSH PRIVATE KEY")) {
            return "is in OpenSSH's own form, which ssh-keygen -p -m PKCS8 -f FILE changes";
        }
        if (labels.contains(PUBLIC) || labels.contains("RSA PUBLIC KEY")) {
            return "is a public key";
        }
        if (labels.contains("CERTIFICATE")) {
            return "holds a certificate";
        }
        if (labels.isEmpty()) {
            return pem.startsWith("LS0tLS") ? "is PEM that was written as Base64 once more, which base64 -d undoes"
                    : "is not PEM";
        }
        return Collections.frequency(labels, PRIVATE) > 1 ? "holds more than one private key"
                : "is not one whole PEM block of a private key";
    }

    private static Key decode(String label, String base64) {
        try {
            var content = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
            for (var algorithm : List.of("EC", "RSA")) {
                try {
                    var factory = KeyFactory.getInstance(algorithm);
                    var key = label.equals(PRIVATE) ? factory.generatePrivate(new PKCS8EncodedKeySpec(content))
                            : factory.generatePublic(new X509EncodedKeySpec(content));
                    if (key instanceof ECPrivateKey || key instanceof RSAPrivateCrtKey || key instanceof ECPublicKey
                            || key instanceof RSAPublicKey) {
                        return key;
                    }
                } catch (InvalidKeySpecException e) {
                    // not of this algorithm: the next one, or the fault below
                }
            }
        } catch (IllegalArgumentException e) {
            throw new UnusableKey("is damaged: it is not Base64 between its first and last line");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        throw new UnusableKey("holds neither an EC P-256 nor an RSA " + label.toLowerCase(Locale.ROOT));
    }
}
