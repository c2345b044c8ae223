package dev.neontasks.command.doctor;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.sql.SQLException;

import org.postgresql.PGProperty;
import org.postgresql.core.SocketFactoryFactory;
import org.postgresql.ssl.PGjdbcHostnameVerifier;

import dev.neontasks.database.url.DatabaseUrl;

import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** Shakes hands as the driver will, with the same trust, so that a failure can be told apart. Nothing is sent after it. */
final class TlsProbe {

    private static final int SSL_REQUEST = 80877103;

    private final DatabaseUrl url;

    TlsProbe(DatabaseUrl url) {
        this.url = url;
    }

    /** Takes over {@code socket}, which is connected; ends it. */
    SSLSession shakeHands(Socket socket) throws IOException {
        var direct = "direct".equals(url.driverProperties().getProperty(PGProperty.SSL_NEGOTIATION.getName()));
        if (!direct) {
            askForTls(socket);
        }
        var host = url.host().replaceAll("[\\[\\]]", "");
        try (var secured = (SSLSocket) SocketFactoryFactory.getSslSocketFactory(url.driverProperties()).createSocket(socket,
                host, url.port(), true)) {
            if (direct) {
                var parameters = secured.getSSLParameters();
                parameters.setApplicationProtocols(new String[] { "postgresql" });
                secured.setSSLParameters(parameters);
            }
            secured.startHandshake();
            var session = secured.getSession();
            if (url.sslMode().verifyPeerName() && !PGjdbcHostnameVerifier.INSTANCE.verify(host, session)) {
                throw Fault.CERTIFICATE_OF_ANOTHER_HOST.because("the certificate is for " + names(session) + ", not " + host);
            }
            return session;
        } catch (SQLException e) {
            throw Fault.CERTIFICATE_FILE_UNUSABLE.because(String.valueOf(e.getMessage()));
        }
    }

    /** Protocol, cipher, and whose certificate until when. */
    String described(SSLSession session) {
        var certificate = certificate(session);
        return "%s, %s; certificate for %s until %tF, %s".formatted(session.getProtocol(), session.getCipherSuite(),
                names(session), certificate.getNotAfter(),
                url.sslMode().verifyPeerName() ? "checked with its name"
                        : url.sslMode().verifyCertificate() ? "checked without its name"
                                : "not checked: sslmode=" + url.sslMode().value);
    }

    private static void askForTls(Socket socket) throws IOException {
        socket.getOutputStream().write(ByteBuffer.allocate(8).putInt(8).putInt(SSL_REQUEST).array());
        var answer = socket.getInputStream().read();
        if (answer == 'N') {
            throw Fault.TLS_NOT_OFFERED.because("the server has no TLS");
        } else if (answer < 0) {
            throw new EOFException("the server ended the connection when asked for TLS");
        } else if (answer != 'S') {
            throw Fault.TLS_NOT_OFFERED.because("what listens there does not speak PostgreSQL");
        }
    }

    private static String names(SSLSession session) {
        try {
            var names = certificate(session).getSubjectAlternativeNames();
            return names == null ? certificate(session).getSubjectX500Principal().getName()
                    : String.join(" ", names.stream().map(name -> String.valueOf(name.get(1))).toList());
        } catch (CertificateParsingException e) {
            return "names that cannot be read";
        }
    }

    private static X509Certificate certificate(SSLSession session) {
        try {
            return (X509Certificate) session.getPeerCertificates()[0];
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
