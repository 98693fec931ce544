package dev.scanrelay.address;

import dev.scanrelay.startup.SettingProblem;
import io.netty.util.NetUtil;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A range of addresses, such as {@code 203.0.113.0/24} or {@code 2001:db8::/32}; without a length, one address. */
public final class Cidr {

    private final byte[] network;
    private final int length;

    private Cidr(byte[] network, int length) {
        this.network = network;
        this.length = length;
    }

    /** A range from a setting; what is none stops the start. */
    public static Cidr of(String setting, String text) {
        return parse(text.strip())
                .orElseThrow(() -> SettingProblem.of(setting, "holds what is not a CIDR range", "203.0.113.0/24"));
    }

    public static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        return address(slash < 0 ? text : text.substring(0, slash))
                .flatMap(network -> length(slash < 0 ? "" + network.length * 8 : text.substring(slash + 1))
                        .filter(length -> length <= network.length * 8)
                        .map(length -> new Cidr(network, length)));
    }

    /** The bytes of a written address; never asks a name server. */
    public static Optional<byte[]> address(String text) {
        byte @Nullable [] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        return Optional.ofNullable(bytes).map(Cidr::unmapped);
    }

    /** Whether the address, of 4 or 16 bytes, is in it. */
    public boolean contains(byte[] address) {
        return address.length == network.length && sharedBits(address) >= length;
    }

    private int sharedBits(byte[] address) {
        for (int at = 0; at < network.length; at++) {
            int difference = (address[at] ^ network[at]) & 0xff;
            if (difference != 0) {
                return at * 8 + Integer.numberOfLeadingZeros(difference) - 24;
            }
        }
        return network.length * 8;
    }

    private static Optional<Integer> length(String digits) {
        return digits.matches("[0-9]{1,3}") ? Optional.of(Integer.valueOf(digits)) : Optional.empty();
    }

    /** An IPv4 address in IPv6 clothes (::ffff:a.b.c.d) is the IPv4 address. */
    private static byte[] unmapped(byte[] address) {
        if (address.length != 16 || (address[10] & address[11] & 0xff) != 0xff) {
            return address;
        }
        for (int at = 0; at < 10; at++) {
            if (address[at] != 0) {
                return address;
            }
        }
        return java.util.Arrays.copyOfRange(address, 12, 16);
    }
}
