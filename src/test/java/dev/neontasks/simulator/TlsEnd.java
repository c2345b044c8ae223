package dev.neontasks.simulator;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** The end of the TLS connection from the client, with what it presents at the moment. */
final class TlsEnd {

    static final int HANDSHAKE = 0x16;

    private static final String ALPN = "postgresql";

    private final Map<ServerTls, SSLContext> contexts = new ConcurrentHashMap<>();
    private final Certificates certificates;
    private final String[] hosts;

    TlsEnd(Certificates certificates, String... hosts) {
        this.certificates = certificates;
        this.hosts = hosts;
    }

    /** Shakes hands with a client of which the bytes {@code read} were read already. */
    SSLSocket secure(Socket socket, ServerTls presented, byte... read) throws IOException {
        var consumed = new ByteArrayInputStream(read);
        if (presented == ServerTls.TLS_1_1) {
            sayTls11(new SequenceInputStream(consumed, socket.getInputStream()), socket.getOutputStream());
        }
        var secured = (SSLSocket) contexts.computeIfAbsent(presented, this::context).getSocketFactory().createSocket(socket,
                consumed, true);
        secured.setHandshakeApplicationProtocolSelector((end, offered) -> offered.contains(ALPN) ? ALPN : "");
        secured.startHandshake();
        return secured;
    }

    private SSLContext context(ServerTls presented) {
        return switch (presented) {
            case SELF_SIGNED -> Certificates.selfSigned(hosts);
            case OTHER_HOST -> certificates.vouchedFor(Duration.ofDays(1), "ep-other.neon.example");
            case EXPIRED -> certificates.vouchedFor(Duration.ofDays(-1), hosts);
            default -> certificates.vouchedFor(Duration.ofDays(1), hosts);
        };
    }

    /** No client of today goes on after this, so nothing needs to follow. */
    private static void sayTls11(InputStream in, OutputStream out) throws IOException {
        var clientHello = new DataInputStream(in);
        clientHello.skipNBytes(3);
        clientHello.skipNBytes(clientHello.readUnsignedShort());
        var tls11 = (short) 0x0302;
        var hello = ByteBuffer.allocate(47).put((byte) HANDSHAKE).putShort(tls11).putShort((short) 42);
        // Its type and length, version, 32 random bytes, no session, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, no compression.
        hello.putInt(2 << 24 | 38).putShort(tls11).put(new byte[32]).put((byte) 0).putShort((short) 0xc013).put((byte) 0);
        out.write(hello.array());
        in.readAllBytes();
        throw new EOFException("The client goes");
    }
}
