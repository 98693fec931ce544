package dev.scanrelay.order;

import dev.scanrelay.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;

/** What is answered of an order of which nothing is kept any more. */
final class Gone {

    private Gone() {}

    static void refuse(OrderState state) {
        if (state.isGone()) {
            throw problem(state);
        }
    }

    static HttpProblem problem(OrderState state) {
        return state == OrderState.ERASED
                ? Problems.gone(
                        "erased",
                        "The data of this order was erased on request. It is not kept and does not come back.")
                : Problems.gone(
                        "expired",
                        "The time for which this order's data is kept is over. A new scan of it at the vendor brings it back.");
    }
}
