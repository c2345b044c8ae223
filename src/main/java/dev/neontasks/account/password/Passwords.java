package dev.neontasks.account.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.text.Normalizer.Form;

import jakarta.inject.Singleton;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;

import dev.neontasks.api.Length;

/**
 * Argon2id (RFC 9106) with OWASP's parameters: each hash takes 19 MiB and a core for some 30 ms. Passwords are compared in NFC,
 * as RFC 8265 has it.
 */
@Singleton
public class Passwords {

    /** In characters, of a new one: what NIST SP 800-63B-4 asks for where it is the only proof. Older ones may be shorter. */
    public static final int SHORTEST = 15;
    /** In characters, as it was written: nobody has a longer one. */
    public static final int LONGEST = 128;

    private static final Argon2Hash.Cost COST = new Argon2Hash.Cost(19 * 1024, 2, 1);
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Argon2Hash.Cost cost;

    Passwords() {
        this(COST);
    }

    Passwords(Argon2Hash.Cost cost) {
        this.cost = cost;
    }

    /** What is kept of one that somebody offers until it is compared: of one that is too long as much as makes it wrong. */
    public static String offered(String password) {
        return Length.cut(password, LONGEST + 1);
    }

    /** In PHC string format, salt and parameters included. */
    String hash(String password) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new Argon2Hash(cost, salt, compute(password, cost, salt, HASH_BYTES)).toString();
    }

    /** A hash like all others that no password is known for: what an unknown caller's password is compared with. */
    String hashOfNobody() {
        return new Argon2Hash(cost, new byte[SALT_BYTES], new byte[HASH_BYTES]).toString();
    }

    /**
     * Whether {@code hash}, which may have other parameters than today's, was made of {@code password}. The same work for one
     * that is too long, which is never it.
     */
    boolean matches(String password, String hash) {
        var expected = Argon2Hash.parse(hash);
        var isTooLong = Length.isBeyond(password, LONGEST);
        var computed = compute(isTooLong ? "" : password, expected.cost(), expected.salt(), expected.value().length);
        return MessageDigest.isEqual(expected.value(), computed) && !isTooLong;
    }

    /** Whether it has today's parameters: takes as long as every other, and as the one of nobody. */
    boolean isOfToday(String hash) {
        return Argon2Hash.parse(hash).cost().equals(cost);
    }

    private byte[] compute(String password, Argon2Hash.Cost cost, byte[] salt, int length) {
        var hash = new byte[length];
        var generator = new Argon2BytesGenerator();
        generator.init(cost.parameters(salt));
        generator.generateBytes(Normalizer.normalize(password, Form.NFC).getBytes(UTF_8), hash);
        return hash;
    }
}
