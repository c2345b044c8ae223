package dev.neontasks.account.token;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jose4j.keys.EllipticCurves;

/** Signs with ES256 so that the first byte of both numbers is zero, which one of 65,536 signatures has by chance. */
final class ShortSignature {

    private static final BigInteger ORDER = EllipticCurves.P256.getOrder();
    private static final BigInteger SMALL = BigInteger.ONE.shiftLeft(248);

    private final BigInteger key;
    private final BigInteger nonce;
    private final BigInteger r;

    ShortSignature(PrivateKey key) {
        this.key = ((ECPrivateKey) key).getS();
        // A nonce and its point are a pair of keys.
        var pair = Stream.generate(() -> Keys.pair("EC", new ECGenParameterSpec("secp256r1")))
                .filter(each -> x(each).compareTo(SMALL) < 0).findFirst().orElseThrow();
        this.nonce = ((ECPrivateKey) pair.getPrivate()).getS();
        this.r = x(pair);
    }

    /** The first of these whose signature is short. */
    String content(IntFunction<String> variants) {
        return IntStream.range(0, Integer.MAX_VALUE).mapToObj(variants)
                .filter(variant -> s(variant).compareTo(SMALL) < 0).findFirst().orElseThrow();
    }

    byte[] of(String content) {
        var signature = new byte[64];
        copy(r, signature, 32);
        copy(s(content), signature, 64);
        return signature;
    }

    private BigInteger s(String content) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.US_ASCII));
            return new BigInteger(1, hash).add(r.multiply(key)).multiply(nonce.modInverse(ORDER)).mod(ORDER);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigInteger x(KeyPair pair) {
        return ((ECPublicKey) pair.getPublic()).getW().getAffineX();
    }

    private static void copy(BigInteger number, byte[] to, int end) {
        var bytes = number.toByteArray();
        System.arraycopy(bytes, 0, to, end - bytes.length, bytes.length);
    }
}
