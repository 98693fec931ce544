package dev.scanrelay.republish;

import dev.scanrelay.event.Republications;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.startup.SettingProblem;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which topics a partner's events may be republished into. What can't be meant stops the start. */
@ApplicationScoped
class Permitted {

    private static final String PREFIX = "scanrelay.republish.";
    private static final String EXAMPLE = "acme.orders.v1";
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");

    private final RepublishSettings settings;
    private final Republications republications;

    Permitted(RepublishSettings settings, Republications republications) {
        this.settings = settings;
        this.republications = republications;
    }

    void check(@Observes StartupEvent starting) {
        Map<String, String> owners = new HashMap<>();
        settings.partners()
                .forEach((partner, allowed) -> allowed.topics().forEach(topic -> {
                    problem(partner, topic, owners).ifPresent(said -> {
                        throw SettingProblem.of(PREFIX + partner + ".topics", said, EXAMPLE);
                    });
                    owners.put(topic, partner);
                }));
    }

    private Optional<String> problem(String partner, String topic, Map<String, String> owners) {
        if (!isPartner(partner)) {
            return Optional.of("names no partner: an id has 1 to 32 lower-case letters, digits or -");
        }
        if (!TOPIC.matcher(topic).matches()) {
            return Optional.of("holds what can't be a topic's name");
        }
        if (republications.isInternal(topic)) {
            return Optional.of("holds a topic that is for the service or the broker alone");
        }
        return Optional.ofNullable(owners.get(topic))
                .or(() -> republications.ownerOf(topic).map(PartnerId::value))
                .filter(owner -> !owner.equals(partner))
                .map(owner -> "holds a topic of another partner: its readers would see what is not theirs");
    }

    boolean allows(PartnerId partner, String topic) {
        boolean anothers = republications
                .ownerOf(topic)
                .filter(owner -> !owner.equals(partner))
                .isPresent();
        return of(partner).contains(topic) && !anothers && !republications.isInternal(topic);
    }

    private List<String> of(PartnerId partner) {
        return Optional.ofNullable(settings.partners().get(partner.value()))
                .map(RepublishSettings.OfPartner::topics)
                .orElseGet(() -> Stream.concat(
                                Stream.of(republications.operatorsTopic())
                                        .filter(any -> partner.equals(PartnerId.DEFAULT)),
                                republications.topicOf(partner).stream())
                        .toList());
    }

    private static boolean isPartner(String written) {
        try {
            return new PartnerId(written).value().equals(written);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
