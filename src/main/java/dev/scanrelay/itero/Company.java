package dev.scanrelay.itero;

import dev.scanrelay.id.AccountId;
import java.util.Optional;

/** A clinic that the user may pair to. */
public record Company(
        AccountId account,
        String name,
        Optional<String> city,
        Optional<String> country,
        Optional<String> role,
        boolean paired) {}
