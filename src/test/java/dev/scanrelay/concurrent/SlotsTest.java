package dev.scanrelay.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlotsTest {

    private final Slots slots = new Slots(2);

    @Test
    void areNoMoreThanThereAre() {
        assertThat(slots.take()).isPresent();
        assertThat(slots.take()).isPresent();

        assertThat(slots.take()).isEmpty();
        assertThat(slots.taken()).isEqualTo(2);
    }

    @Test
    void areGivenBackOnceHoweverOftenTheyAreClosed() {
        Slots.Slot first = slots.take().orElseThrow();
        slots.take().orElseThrow();

        first.close();
        first.close();

        assertThat(slots.taken()).isEqualTo(1);
        assertThat(slots.take()).isPresent();
        assertThat(slots.take()).isEmpty();
    }
}
