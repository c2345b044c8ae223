package dev.neontasks.environment;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

import io.netty.util.NetUtil;

/**
 * Addresses that share their first bits, written as in RFC 4632 and RFC 4291: {@code 10.0.0.0/8}, {@code fc00::/7}. An address
 * alone is a range of one. An IPv4 address that is mapped into IPv6 is that IPv4 address, here as in all of Java.
 */
public record AddressRange(InetAddress first, int bits) {

    private static final int MAPPED_BITS = 96;
    private static final Pattern LENGTH = Pattern.compile("\\d{1,3}");

    /** Throws {@link IllegalArgumentException} for anything else; names are not looked up. */
    static AddressRange parse(String text) {
        var slash = text.indexOf('/');
        var written = slash < 0 ? text : text.substring(0, slash);
        var first = address(written).orElseThrow(() -> new IllegalArgumentException("no address"));
        var most = size(first);
        var bits = slash < 0 ? most : length(text.substring(slash + 1)) - (isMapped(written, first) ? MAPPED_BITS : 0);
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException("no length of a prefix");
        }
        return new AddressRange(first, bits);
    }

    /** The address that {@code text} is; nothing when it is none. By which network it is reached, its zone, does not matter. */
    public static Optional<InetAddress> address(String text) {
        var zone = text.indexOf('%');
        var alone = zone >= 0 && text.lastIndexOf(':', zone) >= 0 ? text.substring(0, zone) : text;
        return Optional.ofNullable(alone.isEmpty() ? null : NetUtil.createInetAddressFromIpAddressString(alone));
    }

    public boolean contains(InetAddress address) {
        return size(address) == size(first) && prefix(address).equals(prefix(first));
    }

    private BigInteger prefix(InetAddress address) {
        return new BigInteger(1, address.getAddress()).shiftRight(size(address) - bits);
    }

    private static int size(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    private static boolean isMapped(String written, InetAddress address) {
        return address instanceof Inet4Address && written.contains(":");
    }

    private static int length(String text) {
        if (!LENGTH.matcher(text).matches()) {
            throw new IllegalArgumentException("no length of a prefix");
        }
        return Integer.parseInt(text);
    }

    @Override
    public String toString() {
        return first.getHostAddress() + "/" + bits;
    }
}
