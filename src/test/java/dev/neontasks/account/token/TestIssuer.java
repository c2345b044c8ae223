package dev.neontasks.account.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Somebody else who issues tokens, with a key set to be fetched. */
public final class TestIssuer implements AutoCloseable {

    public static final String ORIGIN = "https://issuer.example";

    private final HttpServer server;
    private final Map<String, KeyPair> keys = new LinkedHashMap<>();
    final AtomicInteger asked = new AtomicInteger();
    volatile int status = 200;
    volatile String around = "%s";
    /** Where it sends who asks for the keys; nowhere when empty. */
    volatile String elsewhere = "";

    public TestIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/keys", this::answer);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/keys";
    }

    /** A new key, named after its algorithm and {@code number}. */
    public synchronized String adds(String algorithm, int number) {
        var name = algorithm + "-" + number;
        keys.put(name, switch (algorithm) {
            case "EdDSA", "Ed25519" -> Keys.pair("Ed25519", NamedParameterSpec.ED25519);
            case "ES256" -> Keys.pair("EC", new ECGenParameterSpec("secp256r1"));
            default -> Keys.rsaPair(2048);
        });
        return name;
    }

    synchronized void drops(String name) {
        keys.remove(name);
    }

    public synchronized String token(String name, String subject, Map<String, Object> more) {
        var claims = new JwtClaims();
        claims.setSubject(subject);
        claims.setIssuer(ORIGIN);
        claims.setAudience(ORIGIN);
        claims.setIssuedAt(NumericDate.fromMilliseconds(Instant.now().toEpochMilli()));
        claims.setExpirationTimeMinutesInTheFuture(15);
        more.forEach(claims::setClaim);
        var signature = new JsonWebSignature();
        Ed25519Algorithm.register();
        signature.setAlgorithmHeaderValue(name.substring(0, name.indexOf('-')));
        signature.setKeyIdHeaderValue(name);
        signature.setKey(keys.get(name).getPrivate());
        signature.setPayload(claims.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        var body = around.formatted(keySet()).getBytes(StandardCharsets.UTF_8);
        if (!elsewhere.isEmpty()) {
            exchange.getResponseHeaders().set("Location", elsewhere);
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private synchronized String keySet() {
        return keys.entrySet().stream().map(key -> jwk(key.getKey(), key.getValue()))
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    private static String jwk(String name, KeyPair pair) {
        try {
            var jwk = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
            jwk.setKeyId(name);
            if (name.startsWith("Ed25519")) {
                jwk.setAlgorithm("Ed25519");
            }
            return jwk.toJson(OutputControlLevel.PUBLIC_ONLY);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
