package dev.neontasks.task;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.vertx.core.http.HttpServerRequest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;

import dev.neontasks.api.MalformedRequest;
import dev.neontasks.api.Preconditions;

/**
 * Reads {@code Idempotency-Key}. What a request asks for is compared by its meaning: the order of a body's members, or what a
 * proxy made of a tag, makes it no other.
 */
@Singleton
class IdempotencyKeys {

    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Pattern FORM = Pattern
            .compile("\"(?<quoted>[\\x21-\\x7E]{1,64})\"|(?<bare>[\\x21\\x23-\\x7E][\\x21-\\x7E]{0,63})");
    private static final int FINGERPRINT_BYTES = 16;

    private final ObjectMapper json;

    IdempotencyKeys(ObjectMapper json) {
        this.json = json;
    }

    /**
     * The key of {@code request}, if it has one. Throws {@link MalformedRequest}.
     *
     * @param task the one in its path
     */
    Optional<IdempotencyKey> of(HttpServerRequest request, Optional<UUID> task, @Nullable Object body,
            Preconditions conditions) {
        var lines = request.headers().getAll(HEADER);
        return lines.isEmpty() ? Optional.empty()
                : Optional.of(new IdempotencyKey(write(lines), fingerprint(json.createArrayNode().add(request.method().name())
                        .add(task.map(UUID::toString).orElse("")).add(inOrder(conditions.ifMatch()))
                        .add(inOrder(conditions.ifNoneMatch())).add(members(body)))));
    }

    /** As JSON in ASCII, of which two values never have the same, though one of them has half a character in it. */
    private byte[] fingerprint(JsonNode request) {
        try {
            var text = json.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(request);
            return Arrays.copyOf(sha256(text), FINGERPRINT_BYTES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A UUID of version 8 (RFC 9562) that begins with a one. */
    private static UUID write(List<String> lines) {
        var form = FORM.matcher(lines.get(0));
        if (lines.size() > 1 || !form.matches()) {
            throw new MalformedRequest(HEADER, "must be 1 to 64 visible ASCII characters");
        }
        var hash = ByteBuffer.wrap(sha256(Optional.ofNullable(form.group("quoted")).orElseGet(() -> form.group("bare"))));
        return new UUID(hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x8000_0000_0000_8000L,
                hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L);
    }

    private JsonNode inOrder(Optional<List<String>> tags) {
        return tags.<JsonNode> map(present -> json.valueToTree(new TreeSet<>(present))).orElseGet(NullNode::getInstance);
    }

    /** In one order; these are values, which have none in them. */
    private JsonNode members(@Nullable Object body) {
        var members = json.createObjectNode();
        json.<JsonNode> valueToTree(body).properties().stream().sorted(Map.Entry.comparingByKey())
                .forEach(member -> members.set(member.getKey(), member.getValue()));
        return members;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
