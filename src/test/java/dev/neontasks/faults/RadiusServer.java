package dev.neontasks.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells PostgreSQL whether a password is good (RFC 2865): one of several that are at the same time, as tokens may be. */
final class RadiusServer implements AutoCloseable {

    static final String SECRET = "between-the-two";

    private static final byte ACCEPT = 2;
    private static final byte REJECT = 3;
    private static final byte USER_PASSWORD = 2;
    private static final int HEADER = 20;
    private static final int BLOCK = 16;

    private final DatagramSocket socket;
    private final Set<String> good = ConcurrentHashMap.newKeySet();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger rejected = new AtomicInteger();

    RadiusServer() throws SocketException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        var thread = new Thread(this::serve, "radius");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    int accepted() {
        return accepted.get();
    }

    int rejected() {
        return rejected.get();
    }

    /** Whether somebody has come in by it. */
    boolean hasAccepted(String password) {
        return seen.contains(password);
    }

    void accept(String password) {
        good.add(password);
    }

    /** From now on {@code password} alone is good. */
    void acceptOnly(String password) {
        good.retainAll(Set.of(password));
    }

    private void serve() {
        var buffer = new byte[4096];
        while (!socket.isClosed()) {
            try {
                var asked = new DatagramPacket(buffer, buffer.length);
                socket.receive(asked);
                var answer = answer(Arrays.copyOf(buffer, asked.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, asked.getSocketAddress()));
            } catch (SocketException e) {
                // It was closed.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private byte[] answer(byte[] request) {
        var password = password(request).filter(good::contains);
        var isGood = password.isPresent();
        password.ifPresent(seen::add);
        (isGood ? accepted : rejected).incrementAndGet();
        var head = new byte[] { isGood ? ACCEPT : REJECT, request[1], 0, HEADER };
        var authenticator = Arrays.copyOfRange(request, 4, HEADER);
        return ByteBuffer.allocate(HEADER).put(head).put(md5(head, authenticator, SECRET.getBytes(UTF_8))).array();
    }

    private static Optional<String> password(byte[] request) {
        for (var at = HEADER; at < request.length; at += request[at + 1] & 0xFF) {
            if (request[at] == USER_PASSWORD) {
                return Optional.of(shown(Arrays.copyOfRange(request, at + 2, at + (request[at + 1] & 0xFF)),
                        Arrays.copyOfRange(request, 4, HEADER)));
            }
        }
        return Optional.empty();
    }

    /** Section 5.2: each block is hidden by the one before it. */
    private static String shown(byte[] hidden, byte[] authenticator) {
        var text = new byte[hidden.length];
        var before = authenticator;
        for (var block = 0; block < hidden.length; block += BLOCK) {
            var mask = md5(SECRET.getBytes(UTF_8), before);
            for (var at = 0; at < BLOCK; at++) {
                text[block + at] = (byte) (hidden[block + at] ^ mask[at]);
            }
            before = Arrays.copyOfRange(hidden, block, block + BLOCK);
        }
        return new String(text, UTF_8).replace("\0", "");
    }

    private static byte[] md5(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("MD5");
            for (var part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
