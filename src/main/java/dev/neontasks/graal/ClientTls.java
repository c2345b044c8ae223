package dev.neontasks.graal;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Map;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.CipherSuiteFilter;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextOption;
import io.netty.handler.ssl.SslProvider;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/**
 * Netty 4.1.138 makes a client's TLS context in a method that can make one of OpenSSL's too, which is not in the binary.
 * Quarkus substitutes the method that did so before; this one, too, makes the JDK's whatever the provider.
 */
@TargetClass(SslContext.class)
final class ClientTls {

    private ClientTls() {
    }

    /** @param startTls is of no meaning to the JDK's */
    @Substitute
    static SslContext newClientContextInternal(SslProvider provider, Provider sslContextProvider,
            X509Certificate[] trustCert, TrustManagerFactory trustManagerFactory, X509Certificate[] keyCertChain,
            PrivateKey key, String keyPassword, KeyManagerFactory keyManagerFactory, Iterable<String> ciphers,
            CipherSuiteFilter cipherFilter, ApplicationProtocolConfig apn, String[] protocols, long sessionCacheSize,
            long sessionTimeout, boolean startTls, boolean enableOcsp, SecureRandom secureRandom, String keyStoreType,
            String endpointIdentificationAlgorithm, Map.Entry<SslContextOption<?>, Object>[] options) throws SSLException {
        if (enableOcsp) {
            throw new IllegalArgumentException("OCSP is not supported with this SslProvider: " + provider);
        }
        var context = new JdkContext(sslContextProvider, trustCert, trustManagerFactory, keyCertChain, key, keyPassword,
                keyManagerFactory, ciphers, cipherFilter, apn, protocols, sessionCacheSize, sessionTimeout, secureRandom,
                keyStoreType, endpointIdentificationAlgorithm, new Resumption());
        return SslContext.class.cast(context);
    }
}

@TargetClass(className = "io.netty.handler.ssl.JdkSslClientContext")
final class JdkContext {

    @Alias
    JdkContext(Provider sslContextProvider, X509Certificate[] trustCertCollection, TrustManagerFactory trustManagerFactory,
            X509Certificate[] keyCertChain, PrivateKey key, String keyPassword, KeyManagerFactory keyManagerFactory,
            Iterable<String> ciphers, CipherSuiteFilter cipherFilter, ApplicationProtocolConfig apn, String[] protocols,
            long sessionCacheSize, long sessionTimeout, SecureRandom secureRandom, String keyStoreType,
            String endpointIdentificationAlgorithm, Resumption resumptionController) throws SSLException {
    }
}

@TargetClass(className = "io.netty.handler.ssl.ResumptionController")
final class Resumption {

    @Alias
    Resumption() {
    }
}
