package dev.scanrelay.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.transfer.PartBudget.Quota;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PartBudgetTest {

    private final PartBudget budget = new PartBudget(6, 16, 4);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void admitsOnlyWithTheWholeQuota() throws Exception {
        Quota first = budget.reserve("a", 4);
        Future<Quota> second = reserving("b", 3);

        assertThat(budget.reserved()).isEqualTo(4);
        first.close();

        second.get().close();
        assertThat(budget.reserved()).isZero();
    }

    @Test
    void letsNobodyOvertakeOneWhoseTurnItIs() throws Exception {
        Quota first = budget.reserve("a", 4);
        Future<Quota> large = reserving("b", 4);
        Future<Quota> small = reserving("c", 2);

        assertThat(small.isDone()).isFalse();
        first.close();

        large.get().close();
        small.get().close();
    }

    @Test
    void letsOthersPassAnOwnerWhoHoldsHisShare() throws Exception {
        Quota held = budget.reserve("stalled", 4);
        Future<Quota> more = reserving("stalled", 2);

        budget.reserve("other", 2).close();

        assertThat(more.isDone()).isFalse();
        held.close();
        more.get().close();
    }

    @Test
    void forgetsOneWhoStopsWaiting() throws Exception {
        Quota first = budget.reserve("a", 4);
        Future<Quota> leaving = reserving("b", 4);
        Future<Quota> behind = reserving("c", 2);

        leaving.cancel(true);

        behind.get().close();
        first.close();
        assertThat(budget.waiting()).isZero();
        assertThat(budget.reserved()).isZero();
    }

    @Test
    void reusesBuffers() throws Exception {
        byte[] buffer;
        try (Quota first = budget.reserve("a", 2)) {
            buffer = first.take();
            first.give(buffer);
        }
        try (Quota second = budget.reserve("b", 2)) {
            assertThat(second.take()).isSameAs(buffer).hasSize(16);
            second.give(buffer);
        }
    }

    private Future<Quota> reserving(String owner, int buffers) {
        int before = budget.waiting();
        Future<Quota> reserving = threads.submit(() -> budget.reserve(owner, buffers));
        await().until(() -> reserving.isDone() || budget.waiting() > before);
        return reserving;
    }
}
