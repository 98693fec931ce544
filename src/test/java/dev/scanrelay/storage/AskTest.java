package dev.scanrelay.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.id.AccountId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskTest {

    @Test
    void removesNothingUnlessAsked() {
        assertThat(ask("migrate")).contains(new Ask(Ask.Verb.MIGRATE, Optional.empty(), false, Optional.empty()));
    }

    @Test
    void removesWhatWasLeftForAnHourUnlessToldOtherwise() {
        assertThat(ask("migrate --remove")).get().extracting(Ask::leftFor).isEqualTo(Optional.of(Duration.ofHours(1)));
        assertThat(ask("migrate --account 104233 --remove --left-for P7D"))
                .contains(new Ask(
                        Ask.Verb.MIGRATE,
                        Optional.of(new AccountId("104233")),
                        false,
                        Optional.of(Duration.ofDays(7))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "remove",
                "migrate --left-for PT1H",
                "migrate --remove --remove",
                "migrate --remove --left-for soon",
                "migrate --remove --left-for -PT1H",
                "migrate --digests",
                "migrate --account",
                "migrate --account a/b",
                "verify --remove",
                "verify everything",
                "rebuild-catalogue --digests"
            })
    void understandsNothingElse(String words) {
        assertThat(ask(words)).isEmpty();
    }

    @Test
    void readsTheOrderOfATombstone() {
        UUID order = UUID.randomUUID();

        assertThat(Tombstones.order("tombstones/default/104233/orders/" + order + ".json"))
                .contains(order);
        assertThat(Tombstones.order("tombstones/default/104233/patients/" + order + ".json"))
                .isEmpty();
        assertThat(Tombstones.order("tombstones/default/104233/orders/------------------------------------.json"))
                .isEmpty();
    }

    private static Optional<Ask> ask(String words) {
        return Ask.read(words.isEmpty() ? List.of() : List.of(words.split(" ", -1)));
    }
}
