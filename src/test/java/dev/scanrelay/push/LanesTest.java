package dev.scanrelay.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.id.PartnerId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Nothing runs by itself here: the test decides when a thread gets its turn. */
class LanesTest {

    private static final UUID ONE = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<String> said = new ArrayList<>();
    private final Lanes lanes = new Lanes(threads::add);

    @Test
    void callsNoMoreAtOnceThanTheEndpointTakes() {
        add(ONE, 1, 2);
        add(ONE, 2, 2);
        add(ONE, 3, 2);
        add(OTHER, 4, 2);

        assertThat(threads).hasSize(3); // two of the one, one of the other
    }

    @Test
    void beginsTheNextWhenACallEndsAndNotWhenItsRecordIsWritten() {
        List<Integer> waiting = new ArrayList<>();
        lanes.add(
                new Lanes.Job(due(ONE, 1), () -> {
                    waiting.add(threads.size());
                    return () -> waiting.add(threads.size());
                }),
                1);
        add(ONE, 2, 1);

        threads.remove().run();

        assertThat(waiting).containsExactly(0, 1);
    }

    @Test
    void goesOnAfterACallThatFails() {
        lanes.add(
                new Lanes.Job(due(ONE, 1), () -> {
                    throw new IllegalStateException("unforeseen");
                }),
                1);
        add(ONE, 2, 1);
        try {
            threads.remove().run();
        } catch (IllegalStateException unforeseen) {
            said.add(unforeseen.getMessage());
        }

        runAll();

        assertThat(said).containsExactly("unforeseen", "called 2", "recorded 2");
    }

    @Test
    void givesUpWhatWaitsAndNotWhatIsUnderWay() {
        add(ONE, 1, 1);
        add(ONE, 2, 1);
        add(OTHER, 3, 1);
        add(OTHER, 4, 1);

        assertThat(lanes.takeOut(ONE)).extracting(Due::id).containsExactly(2L);
        assertThat(lanes.takeOut()).extracting(Due::id).containsExactly(4L);
        runAll();
        assertThat(said).containsExactly("called 1", "recorded 1", "called 3", "recorded 3");
    }

    @Test
    void remembersNothingOfAnEndpointThatHasNothingLeft() {
        add(ONE, 1, 1);
        runAll();
        add(ONE, 2, 1);
        runAll();

        assertThat(said).containsExactly("called 1", "recorded 1", "called 2", "recorded 2");
        assertThat(lanes.takeOut(ONE)).isEmpty();
    }

    private void add(UUID endpoint, int id, int atOnce) {
        Supplier<Runnable> call = () -> {
            said.add("called " + id);
            return () -> said.add("recorded " + id);
        };
        lanes.add(new Lanes.Job(due(endpoint, id), call), atOnce);
    }

    private void runAll() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }

    private static Due due(UUID endpoint, int id) {
        return new Due(id, endpoint, PartnerId.DEFAULT, id, 0, Duration.ZERO, 1, false);
    }
}
