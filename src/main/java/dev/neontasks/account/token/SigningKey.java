package dev.neontasks.account.token;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;

import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.jose4j.keys.EllipticCurves;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;

/** The private key that tokens are signed with, and its public half, which the JDK does not give for itself. */
public record SigningKey(PrivateKey privateKey, VerificationKey verificationKey) {

    /** A key of PKCS#8 PEM: EC P-256 or RSA of 2048 bits or more. Anything else is an {@link UnusableKey}. */
    public static SigningKey parse(String pem) {
        return of(KeyPem.privateKey(pem));
    }

    static SigningKey of(PrivateKey key) {
        try {
            var pair = new SigningKey(key,
                    VerificationKey.of(key instanceof ECPrivateKey ec ? publicHalf(ec) : publicHalf((RSAPrivateCrtKey) key)));
            pair.tryOut();
            return pair;
        } catch (GeneralSecurityException | IllegalStateException e) {
            throw new UnusableKey("holds a key that does not work: it is damaged");
        }
    }

    private static PublicKey publicHalf(ECPrivateKey key) throws GeneralSecurityException {
        if (!EllipticCurves.P_256.equals(EllipticCurves.getName(key.getParams().getCurve()))) {
            throw new UnusableKey("holds an EC key of another curve than P-256");
        }
        var point = CustomNamedCurves.getByName(EllipticCurves.P_256).getG().multiply(key.getS()).normalize();
        var publicPoint = new ECPoint(point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(publicPoint, key.getParams()));
    }

    private static PublicKey publicHalf(RSAPrivateCrtKey key) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
    }

    /** Better now than at the first sign-in. */
    private void tryOut() throws GeneralSecurityException {
        var message = new byte[32];
        var signature = Signature
                .getInstance(verificationKey.algorithm() == SignatureAlgorithm.ES256 ? "SHA256withECDSA" : "SHA256withRSA");
        signature.initSign(privateKey);
        signature.update(message);
        var signed = signature.sign();
        signature.initVerify(verificationKey.publicKey());
        signature.update(message);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("The halves of the key do not fit");
        }
    }

    /** Without the private key. */
    @Override
    public String toString() {
        return verificationKey.toString();
    }
}
