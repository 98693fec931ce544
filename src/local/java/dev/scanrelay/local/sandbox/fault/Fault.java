package dev.scanrelay.local.sandbox.fault;

import java.util.Optional;

/**
 * Something that goes wrong on purpose.
 *
 * @param account only for this account; without it for all
 * @param rxId only for this RX
 * @param call only for the call of this name (the names of Discovery, and {@code authorize}, {@code discovery}, {@code storage})
 * @param after lets so many matching calls pass first
 * @param times for so many calls; without it until it is deleted
 */
public record Fault(
        FaultKind kind,
        Optional<Long> account,
        Optional<String> rxId,
        Optional<String> call,
        Optional<Integer> after,
        Optional<Integer> times,
        Optional<Long> millis,
        Optional<Integer> retryAfterSeconds,
        Optional<Integer> status,
        Optional<Long> bytes,
        Optional<Long> bytesPerSecond) {

    boolean matches(FaultKind wanted, Target target) {
        return kind == wanted
                && account.filter(number -> !target.account().equals(Optional.of(number)))
                        .isEmpty()
                && rxId.filter(rx -> target.rxId().filter(rx::equalsIgnoreCase).isEmpty())
                        .isEmpty()
                && call.filter(name -> !target.call().equals(name)).isEmpty();
    }
}
