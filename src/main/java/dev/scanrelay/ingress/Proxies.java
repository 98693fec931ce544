package dev.scanrelay.ingress;

import dev.scanrelay.address.Cidr;
import java.util.List;
import java.util.Optional;

/** Tells where a delivery came from, through the proxies we trust and no others. */
final class Proxies {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final List<Cidr> trusted;

    private Proxies(List<Cidr> trusted) {
        this.trusted = trusted;
    }

    static Proxies of(String setting, List<String> ranges) {
        return new Proxies(ranges.stream().map(range -> Cidr.of(setting, range)).toList());
    }

    /** The nearest address on the way that is not a trusted proxy's; empty where the way can't be read. */
    Optional<byte[]> origin(Delivery delivery) {
        Optional<byte[]> nearest = Cidr.address(delivery.peer());
        List<String> hops = hops(delivery);
        for (int hop = hops.size() - 1;
                hop >= 0 && nearest.filter(this::isTrusted).isPresent();
                hop--) {
            nearest = Cidr.address(hops.get(hop));
        }
        return nearest;
    }

    private boolean isTrusted(byte[] address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }

    private static List<String> hops(Delivery delivery) {
        return delivery.headers().getAll(FORWARDED_FOR).stream()
                .flatMap(line -> List.of(line.split(",")).stream())
                .map(String::strip)
                .toList();
    }
}
