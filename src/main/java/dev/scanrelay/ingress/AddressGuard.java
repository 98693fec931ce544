package dev.scanrelay.ingress;

import dev.scanrelay.address.Cidr;
import java.util.List;
import java.util.Optional;

/** Addresses that may send. */
record AddressGuard(List<Cidr> allowed, Proxies proxies) implements Guard {

    static Guard of(String setting, List<String> ranges, Proxies proxies) {
        return new AddressGuard(
                ranges.stream().map(range -> Cidr.of(setting, range)).toList(), proxies);
    }

    @Override
    public Optional<Refusal> refuse(Delivery delivery) {
        boolean welcome = proxies.origin(delivery)
                .filter(origin -> allowed.stream().anyMatch(range -> range.contains(origin)))
                .isPresent();
        return Guard.unless(welcome, Refusal.GUARD_ADDRESS);
    }
}
