package dev.scanrelay.ingress;

import dev.scanrelay.id.PartnerId;
import dev.scanrelay.ingress.IngressSettings.GuardSettings;
import dev.scanrelay.startup.SettingProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The guards of each partner: its own of a kind, else the general one of that kind. Built, and thereby checked, at the start. */
final class Guards {

    private static final String PREFIX = "scanrelay.ingress.";

    private final Guard general;
    private final Map<PartnerId, Guard> ofPartners;

    private Guards(Guard general, Map<PartnerId, Guard> ofPartners) {
        this.general = general;
        this.ofPartners = ofPartners;
    }

    static Guards of(IngressSettings settings) {
        Proxies proxies =
                Proxies.of(PREFIX + "trusted-proxies", settings.trustedProxies().orElse(List.of()));
        Layer general = new Layer(PREFIX + "guards.", settings.guards());
        return new Guards(
                all(List.of(general), proxies),
                settings.partners().entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                named -> partner(named.getKey()),
                                named -> all(
                                        List.of(
                                                new Layer(
                                                        PREFIX + "partners." + named.getKey() + ".guards.",
                                                        named.getValue().guards()),
                                                general),
                                        proxies))));
    }

    Guard of(PartnerId partner) {
        return ofPartners.getOrDefault(partner, general);
    }

    /** Settings and where they stand. */
    private record Layer(String prefix, GuardSettings settings) {}

    private static Guard all(List<Layer> layers, Proxies proxies) {
        List<Guard> guards = Stream.of(
                        first(
                                layers,
                                "addresses",
                                GuardSettings::addresses,
                                (at, set) -> AddressGuard.of(at, set, proxies)),
                        first(layers, "client-certificate", GuardSettings::clientCertificate, CertificateGuard::of),
                        first(layers, "secret-header", GuardSettings::secretHeader, SecretHeaderGuard::of),
                        first(layers, "hmac", GuardSettings::hmac, SignatureGuard::of))
                .flatMap(Optional::stream)
                .toList();
        return delivery -> guards.stream()
                .map(guard -> guard.refuse(delivery))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static <S> Optional<Guard> first(
            List<Layer> layers,
            String kind,
            Function<GuardSettings, Optional<S>> setting,
            BiFunction<String, S, Guard> guard) {
        return layers.stream()
                .map(layer -> setting.apply(layer.settings()).map(set -> guard.apply(layer.prefix() + kind, set)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static PartnerId partner(String id) {
        try {
            return new PartnerId(id);
        } catch (IllegalArgumentException invalid) {
            throw SettingProblem.of(
                    PREFIX + "partners.<id>",
                    "needs the id of a partner: 1 to 32 lower-case letters, digits or -",
                    "default");
        }
    }
}
