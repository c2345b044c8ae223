package dev.neontasks.embedded;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Vouches for servers on this machine. Its key stays in memory, and no security provider is added for it. */
public final class CertificateAuthority {

    private static final X500Name SERVER = new X500Name("CN=localhost");
    /** For clocks that are late, and to make what has expired. */
    private static final Duration BACKDATED = Duration.ofDays(2);

    private final KeyPair keys = newKeys();
    private final X500Name name;
    private final X509Certificate certificate;

    /** Lasts as long as {@code validity} from now, as all it vouches for should. */
    public CertificateAuthority(String name, Duration validity) {
        this.name = new X500Name("CN=" + name);
        certificate = certificate(this.name, keys, this.name, keys, validity);
    }

    /** What a client is to trust. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** For a server of these names and addresses; negative for one that has expired. */
    public ServerIdentity vouchFor(Duration validity, String... hosts) {
        var serverKeys = newKeys();
        return new ServerIdentity(serverKeys.getPrivate(), certificate(SERVER, serverKeys, name, keys, validity, hosts));
    }

    /** What a server shows that nobody vouches for. */
    public static ServerIdentity selfSigned(Duration validity, String... hosts) {
        var serverKeys = newKeys();
        return new ServerIdentity(serverKeys.getPrivate(),
                certificate(SERVER, serverKeys, SERVER, serverKeys, validity, hosts));
    }

    private static X509Certificate certificate(X500Name subject, KeyPair keys, X500Name issuer, KeyPair issuerKeys,
            Duration validity, String... hosts) {
        try {
            var now = Instant.now();
            var builder = new JcaX509v3CertificateBuilder(issuer, BigInteger.valueOf(System.nanoTime()),
                    Date.from(now.minus(BACKDATED)), Date.from(now.plus(validity)), subject, keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(hosts.length == 0));
            if (hosts.length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(
                        Arrays.stream(hosts).map(CertificateAuthority::generalName).toArray(GeneralName[]::new)));
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GeneralName generalName(String host) {
        return new GeneralName(host.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName, host);
    }

    private static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
