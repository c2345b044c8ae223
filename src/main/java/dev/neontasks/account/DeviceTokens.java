package dev.neontasks.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes and reads what a browser shows to have signed in to an account before: an id, an end, keyed hashes of the id
 * with the e-mail address and with the account's id, and an HMAC-SHA-256 of these.
 */
final class DeviceTokens {

    /**
     * @param id of the sign-in that it was given for
     * @param address which e-mail address that account had, as far as one can tell who has the key and knows the address
     * @param account which one it was, likewise: the next one of the address is another
     */
    record DeviceToken(UUID id, Instant end, byte[] address, byte[] account) {
    }

    private static final int TAG = 16;
    private static final int SIGNED = 3 * Long.BYTES + 2 * TAG;
    private static final int SIZE = SIGNED + HmacKey.SIZE;

    private final HmacKey addresses;
    private final HmacKey accounts;
    private final HmacKey signing;

    DeviceTokens(PrivateKey signingKey) {
        addresses = HmacKey.derived(signingKey, "addresses of devices");
        accounts = HmacKey.derived(signingKey, "accounts of devices");
        signing = HmacKey.derived(signingKey, "tokens of devices");
    }

    /** A new one for {@code account}, of {@code email}, as a cookie can hold it. */
    String issue(String email, String account, Instant end) {
        var id = UUID.randomUUID();
        var signed = ByteBuffer.allocate(SIGNED).put(bytes(id)).putLong(end.getEpochSecond()).put(tag(addresses, id, email))
                .put(tag(accounts, id, account)).array();
        var bytes = ByteBuffer.allocate(SIZE).put(signed).put(signing.mac(signed)).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Nothing when it was not signed with the present key. */
    Optional<DeviceToken> read(String text) {
        try {
            var bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length == SIZE && MessageDigest.isEqual(signing.mac(Arrays.copyOf(bytes, SIGNED)),
                    Arrays.copyOfRange(bytes, SIGNED, SIZE))) {
                var buffer = ByteBuffer.wrap(bytes);
                var id = new UUID(buffer.getLong(), buffer.getLong());
                var end = Instant.ofEpochSecond(buffer.getLong());
                return Optional.of(new DeviceToken(id, end, Arrays.copyOfRange(bytes, SIGNED - 2 * TAG, SIGNED - TAG),
                        Arrays.copyOfRange(bytes, SIGNED - TAG, SIGNED)));
            }
        } catch (IllegalArgumentException e) {
            // not Base64
        }
        return Optional.empty();
    }

    /** Whether it is one of an account of {@code email}, and has not ended. */
    boolean vouches(DeviceToken token, String email, Instant now) {
        return MessageDigest.isEqual(tag(addresses, token.id(), email), token.address()) && now.isBefore(token.end());
    }

    boolean isOf(DeviceToken token, String account) {
        return MessageDigest.isEqual(tag(accounts, token.id(), account), token.account());
    }

    private static byte[] tag(HmacKey key, UUID id, String text) {
        var bytes = text.getBytes(UTF_8);
        return Arrays.copyOf(key.mac(ByteBuffer.allocate(2 * Long.BYTES + bytes.length).put(bytes(id)).put(bytes).array()),
                TAG);
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits())
                .array();
    }
}
