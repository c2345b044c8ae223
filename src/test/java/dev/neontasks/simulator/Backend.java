package dev.neontasks.simulator;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Where the real PostgreSQL is. */
record Backend(String host, int port) {

    /** A connection by TLS, or without it if the server has none, up to the start-up message. */
    Socket connect() throws IOException {
        var socket = plain();
        socket.getOutputStream().write(StartUp.of(StartUp.SSL, new byte[0]).bytes());
        return socket.getInputStream().read() == 'S' ? secured(socket) : socket;
    }

    /** Has the server end what it is doing for the session with this key, if it does anything; waits until it knows. */
    void cancel(byte[] cancelRequest) throws IOException {
        try (var socket = plain()) {
            socket.getOutputStream().write(cancelRequest);
            socket.getInputStream().read();
        }
    }

    private Socket plain() throws IOException {
        var socket = new Socket(host, port);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private Socket secured(Socket socket) throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] { new Anyone() }, null);
            return context.getSocketFactory().createSocket(socket, host, port, true);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The way behind the simulator is not what is tested. */
    private static final class Anyone implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
