package dev.scanrelay.egress;

import dev.scanrelay.address.Cidr;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses may be called: public ones, and the networks that the operator allows. An IPv4 address wrapped in an IPv6 one counts as
 * what it is.
 */
final class Addresses {

    /** IANA's special-purpose registries of IPv4 (RFC 6890) and multicast. */
    private static final List<Cidr> SPECIAL_4 = ranges(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by carriers; some clouds' metadata
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local; most clouds' metadata
            "168.63.129.16/32", // Azure's platform
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.31.196.0/24", // AS112
            "192.52.193.0/24", // AMT
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "192.175.48.0/24", // AS112
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, broadcast

    private static final Cidr GLOBAL_6 = range("2000::/3");

    private static final List<Cidr> SPECIAL_6 = ranges(
            "2001::/23", // protocol assignments, Teredo among them
            "2001:db8::/32", // documentation
            "2620:4f:8000::/48", // AS112
            "3fff::/20"); // documentation

    private static final Cidr NAT64 = range("64:ff9b::/96");
    private static final Cidr SIX_TO_FOUR = range("2002::/16");

    private final List<Cidr> allowed;

    Addresses(List<Cidr> allowed) {
        this.allowed = allowed;
    }

    boolean permits(InetAddress address) {
        byte[] bytes = address.getAddress();
        return allowed.stream().anyMatch(network -> network.contains(bytes)) || isPublic(address);
    }

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (!(address instanceof Inet6Address)) {
            return outside(SPECIAL_4, bytes);
        }
        return inner(bytes)
                .map(Addresses::isPublic)
                .orElseGet(() -> GLOBAL_6.contains(bytes) && outside(SPECIAL_6, bytes));
    }

    /** The IPv4 address that a translator would make of it. The JDK itself unwraps ::ffff:0:0/96. */
    private static Optional<InetAddress> inner(byte[] six) {
        if (NAT64.contains(six)) {
            return Optional.of(four(Arrays.copyOfRange(six, 12, 16)));
        }
        return SIX_TO_FOUR.contains(six) ? Optional.of(four(Arrays.copyOfRange(six, 2, 6))) : Optional.empty();
    }

    private static boolean outside(List<Cidr> ranges, byte[] address) {
        return ranges.stream().noneMatch(range -> range.contains(address));
    }

    private static InetAddress four(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<Cidr> ranges(String... texts) {
        return Stream.of(texts).map(Addresses::range).toList();
    }

    private static Cidr range(String text) {
        return Cidr.parse(text).orElseThrow(() -> new IllegalStateException(text));
    }
}
