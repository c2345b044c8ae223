package dev.neontasks.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("parts")
class AddressRangeTest {

    private final Random random = new Random(42);

    @ParameterizedTest
    @CsvSource({ "fc00::/7, fc00::1", "fc00::/7, fdff:ffff::1", "10.0.0.0/8, 10.255.0.1", "10.1.2.3/8, 10.9.9.9",
            "172.16.0.0/12, 172.31.255.255", "0.0.0.0/0, 203.0.113.7", "::/0, 2001:db8::1", "fe80::/10, fe80::1%eth0",
            "fe80::/10, fe80::1%2", "203.0.113.7, 203.0.113.7", "::1, 0:0:0:0:0:0:0:1", "::1/128, ::1",
            "10.0.0.0/8, ::ffff:10.1.1.1", "::ffff:10.0.0.0/104, 10.1.1.1", "::ffff:10.1.1.1, 10.1.1.1",
            "::ffff:0:0/96, 203.0.113.7", "2001:db8:8000::/33, 2001:db8:ffff::1" })
    void contains(String range, String address) {
        assertThat(AddressRange.parse(range).contains(AddressRange.address(address).orElseThrow())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({ "fc00::/7, fe80::1", "fc00::/7, fe00::1", "fc00::/7, fbff::1", "10.0.0.0/8, 11.0.0.1",
            "172.16.0.0/12, 172.32.0.1", "203.0.113.7, 203.0.113.6", "::1/128, ::2", "0.0.0.0/0, ::1", "::/0, 10.0.0.1",
            "::/0, ::ffff:10.0.0.1", "::ffff:10.0.0.0/104, 11.1.1.1",
            "2001:db8:8000::/33, 2001:db8:7fff::1" })
    void doesNotContain(String range, String address) {
        assertThat(AddressRange.parse(range).contains(AddressRange.address(address).orElseThrow())).isFalse();
    }

    /** For every length: an address that differs in one bit is in the range when that is not one of the first. */
    @ParameterizedTest
    @ValueSource(ints = { 4, 16 })
    void containsWhatSharesItsFirstBitsAndNothingElse(int bytes) throws UnknownHostException {
        for (var length = 0; length <= bytes * 8; length++) {
            var first = address(bytes);
            var range = AddressRange.parse(InetAddress.getByAddress(first).getHostAddress() + "/" + length);
            for (var bit = 0; bit < bytes * 8; bit++) {
                assertThat(range.contains(with(first, bit))).as("%s and bit %d", range, bit).isEqualTo(bit >= length);
            }
            for (var i = 0; i < 100; i++) {
                var other = address(bytes);
                assertThat(range.contains(InetAddress.getByAddress(other))).isEqualTo(common(first, other) >= length);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "proxy", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/ 8", "10.0.0.0/8/8", "/8",
            "10.0.0.0/", "::/129", "::ffff:10.0.0.0/8", "::ffff:10.0.0.0/129", "10.0.0",
            "10.0.0.0/99999999999" })
    void isNothingElse(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isWrittenAsItIsMeant() {
        assertThat(AddressRange.parse("::ffff:10.0.0.0/104")).hasToString("10.0.0.0/8");
        assertThat(AddressRange.parse("10.0.0.1")).hasToString("10.0.0.1/32");
    }

    /** Half of them share the first two bytes. */
    private byte[] address(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            bytes[0] = 0x20;
            bytes[1] = 1;
        }
        return bytes;
    }

    private static InetAddress with(byte[] address, int bit) throws UnknownHostException {
        var changed = address.clone();
        changed[bit / 8] ^= (byte) (0x80 >> bit % 8);
        return InetAddress.getByAddress(changed);
    }

    private static int common(byte[] one, byte[] other) {
        for (var bit = 0; bit < one.length * 8; bit++) {
            if (((one[bit / 8] ^ other[bit / 8]) & 0x80 >> bit % 8) != 0) {
                return bit;
            }
        }
        return one.length * 8;
    }
}
