package dev.scanrelay.republish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scanrelay.event.Republications;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.testing.Services;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class PermittedTest {

    private static final PartnerId ACME = new PartnerId("acme");

    @Inject
    Republications republications;

    @Test
    void givesTheOperatorsTopicToTheDefaultPartnerAloneUnlessSaidOtherwise() {
        Permitted unset = permitted(Map.of());

        assertThat(unset.allows(PartnerId.DEFAULT, "orders.v1")).isTrue();
        assertThat(unset.allows(PartnerId.DEFAULT, "other.v1")).isFalse();
        assertThat(unset.allows(ACME, "orders.v1")).isFalse();
    }

    @Test
    void givesAPartnerItsOwnTopicsAndNoOthers() {
        Permitted set = permitted(Map.of("acme", List.of("acme.v1", "acme.v2"), "default", List.of("mine.v1")));

        assertThat(set.allows(ACME, "acme.v1")).isTrue();
        assertThat(set.allows(ACME, "acme.v2")).isTrue();
        assertThat(set.allows(ACME, "mine.v1")).isFalse();
        assertThat(set.allows(PartnerId.DEFAULT, "acme.v1")).isFalse();
        assertThat(set.allows(PartnerId.DEFAULT, "orders.v1")).isFalse();
        assertThatCode(() -> set.check(new StartupEvent())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scan.notifications.v1",
                "scanrelay.relay.progress.v1",
                "scanrelay.audit.heads.v1",
                "__consumer_offsets",
                "no topic",
                "..",
                ""
            })
    void stopsTheStartForATopicThatCannotBeMeant(String topic) {
        Permitted set = permitted(Map.of("acme", List.of("fine.v1", topic)));

        assertThatThrownBy(() -> set.check(new StartupEvent())).hasMessageContaining("scanrelay.republish.acme.topics");
    }

    @Test
    void stopsTheStartForATopicOfTwoPartners() {
        Permitted set = permitted(Map.of("acme", List.of("shared.v1"), "beta", List.of("shared.v1")));

        assertThatThrownBy(() -> set.check(new StartupEvent())).hasMessageContaining("of another partner");
    }

    @Test
    void stopsTheStartForWhatIsNoPartner() {
        Permitted set = permitted(Map.of("Acme Dental", List.of("acme.v1")));

        assertThatThrownBy(() -> set.check(new StartupEvent())).hasMessageContaining("names no partner");
    }

    private Permitted permitted(Map<String, List<String>> topics) {
        Map<String, RepublishSettings.OfPartner> partners = topics.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> () -> entry.getValue()));
        return new Permitted(() -> partners, republications);
    }
}
