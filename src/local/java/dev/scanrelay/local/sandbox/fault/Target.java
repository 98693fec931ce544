package dev.scanrelay.local.sandbox.fault;

import java.util.Optional;

/** What a fault may hit: a call, for an account, about an RX. */
public record Target(String call, Optional<Long> account, Optional<String> rxId) {}
