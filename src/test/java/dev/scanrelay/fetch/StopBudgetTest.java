package dev.scanrelay.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StopBudgetTest {

    private final AtomicLong now = new AtomicLong(42);

    @Test
    void leavesTheLastSecondsForLettingGo() {
        StopBudget budget = new StopBudget(Duration.ofSeconds(40), now::get);

        budget.begin();

        assertThat(budget.toFinish()).isEqualTo(Duration.ofSeconds(35));
        assertThat(budget.left()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void leavesAFifthForLettingGoWhereThereIsLittleTime() {
        StopBudget budget = new StopBudget(Duration.ofSeconds(10), now::get);

        budget.begin();

        assertThat(budget.toFinish()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void runsFromTheFirstSignOfTheStop() {
        StopBudget budget = new StopBudget(Duration.ofSeconds(10), now::get);

        budget.begin();
        now.addAndGet(Duration.ofSeconds(3).toNanos());
        budget.begin();

        assertThat(budget.toFinish()).isEqualTo(Duration.ofSeconds(5));
        assertThat(budget.left()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void isNeverLessThanNothing() {
        StopBudget budget = new StopBudget(Duration.ofSeconds(10), now::get);

        budget.begin();
        now.addAndGet(Duration.ofMinutes(1).toNanos());

        assertThat(budget.toFinish()).isZero();
        assertThat(budget.left()).isZero();
    }
}
