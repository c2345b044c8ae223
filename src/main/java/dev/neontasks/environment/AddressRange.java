package dev.neontasks.environment;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;

/** Addresses that share their first bits, written as in RFC 4632: {@code 10.0.0.0/8}. An address alone is a range of one. */
public record AddressRange(InetAddress first, int bits) {

    /** Throws {@link IllegalArgumentException} for anything else; names are not looked up. */
    static AddressRange parse(String text) {
        var slash = text.indexOf('/');
        var first = address(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException("no address"));
        var most = first.getAddress().length * Byte.SIZE;
        var bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException("no length of a prefix");
        }
        return new AddressRange(first, bits);
    }

    /** The address that {@code text} is; nothing when it is none. */
    public static Optional<InetAddress> address(String text) {
        return Optional.ofNullable(text.isEmpty() ? null : NetUtil.createInetAddressFromIpAddressString(text));
    }

    public boolean contains(InetAddress address) {
        return new IpSubnetFilterRule(first, bits, IpFilterRuleType.ACCEPT).matches(new InetSocketAddress(address, 0));
    }

    @Override
    public String toString() {
        return first.getHostAddress() + "/" + bits;
    }
}
