package dev.scanrelay.itero;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import okhttp3.Dns;

/**
 * Name look-up that knows public addresses only, so that no redirect leads to a machine of our own network. It decides on the
 * addresses that are then connected to; a name that changes its mind in between gains nothing.
 */
final class PublicAddresses implements Dns {

    private final Dns dns;
    private final Set<String> proxies;

    /** @param proxies may be machines of our own: it is they who look up what they are asked for, and have to refuse private addresses */
    PublicAddresses(Dns dns, Set<String> proxies) {
        this.dns = dns;
        this.proxies = Set.copyOf(proxies);
    }

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        if (proxies.contains(host)) {
            return dns.lookup(host);
        }
        List<InetAddress> found =
                dns.lookup(host).stream().filter(PublicAddresses::isPublic).toList();
        if (found.isEmpty()) {
            throw new UnknownHostException("no public address");
        }
        return found;
    }

    /** A host that is an address already is never looked up. */
    static boolean isPrivateLiteral(String host) {
        boolean literal = host.contains(":") || host.chars().allMatch(it -> it == '.' || Character.isDigit(it));
        return literal && !isPublic(parsed(host));
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return switch (address) {
            case Inet4Address four -> isPublic(four.getAddress());
            case Inet6Address six -> isGlobalUnicast(six.getAddress());
            default -> false;
        };
    }

    // RFC 6890: 0/8, shared 100.64/10, benchmarks 198.18/15, protocol 192.0.0/24, reserved 240/4
    private static boolean isPublic(byte[] four) {
        int first = four[0] & 0xff;
        int second = four[1] & 0xff;
        boolean shared = first == 100 && (second & 0xc0) == 64;
        boolean benchmark = first == 198 && (second & 0xfe) == 18;
        boolean protocol = first == 192 && second == 0 && four[2] == 0;
        return first != 0 && first < 240 && !shared && !benchmark && !protocol;
    }

    // 2000::/3, without 2002::/16 (6to4), which wraps a version 4 address; so does 64:ff9b::/96, outside of 2000::/3
    private static boolean isGlobalUnicast(byte[] six) {
        boolean global = (six[0] & 0xe0) == 0x20;
        boolean sixToFour = six[0] == 0x20 && six[1] == 0x02;
        return global && !sixToFour;
    }

    private static InetAddress parsed(String literal) {
        try {
            return InetAddress.getByName(literal); // a literal is parsed, not looked up
        } catch (UnknownHostException impossible) {
            return InetAddress.getLoopbackAddress();
        }
    }
}
